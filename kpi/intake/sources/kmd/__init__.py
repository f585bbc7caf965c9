"""KMD Insight."""

from kpi.intake.source import SourceReader
from kpi.intake.sources.kmd import sheet

READER = SourceReader("kmd", "KMD Insight", (sheet.NAME,), sheet.recognise, unfolded=sheet.unfolded)
