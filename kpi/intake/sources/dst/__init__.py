"""Statistikbanken of Danmarks Statistik."""

from kpi.intake.source import SourceReader
from kpi.intake.sources.dst import api, sheet
from kpi.intake.sources.dst.signs import SIGNS

READER = SourceReader(
    sheet.SOURCE, "Statistikbanken", (sheet.LONG, sheet.WIDE, sheet.PX), SIGNS, sheet.recognise, api=api
)
