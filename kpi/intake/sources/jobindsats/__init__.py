"""jobindsats.dk of Styrelsen for Arbejdsmarked og Rekruttering."""

from kpi.intake.source import SourceReader
from kpi.intake.sources.jobindsats import api, sheet
from kpi.intake.sources.jobindsats.signs import SIGNS

READER = SourceReader(sheet.SOURCE, "jobindsats.dk", (sheet.NAME,), SIGNS, sheet.recognise, api=api)
