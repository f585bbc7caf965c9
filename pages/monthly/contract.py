"""Aftalen: what was agreed, and how is it read?"""

from kpi.ui import choices, document, readers

document.show_document(readers.document(choices.shared()))
