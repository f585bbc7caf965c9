"""Statistikbanken of Danmarks Statistik."""

from kpi.intake.source import SourceReader
from kpi.intake.sources.dst import api, sheet

READER = SourceReader(sheet.SOURCE, "Statistikbanken", (sheet.LONG, sheet.WIDE, sheet.PX), sheet.recognise, api=api)
