"""KMD Insight."""

from kpi.intake.source import SourceReader
from kpi.intake.sources.kmd import sheet
from kpi.intake.sources.kmd.signs import SIGNS

READER = SourceReader("kmd", "KMD Insight", (sheet.NAME,), SIGNS, sheet.recognise, unfolded=sheet.unfolded)
