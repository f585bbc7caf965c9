"""jobindsats.dk of Styrelsen for Arbejdsmarked og Rekruttering."""

from kpi.intake.source import SourceReader
from kpi.intake.sources.jobindsats import api, sheet

READER = SourceReader(sheet.SOURCE, "jobindsats.dk", (sheet.NAME,), sheet.recognise, api=api)
