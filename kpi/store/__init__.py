"""The figures in DuckDB: generations that are written once and read by many; the only room that imports duckdb."""

from kpi.store.generation import WRITING_STEPS, DeliveryFile, StoreUnavailable, WriteFailed, write_generation
from kpi.store.reader import Store

__all__ = ["WRITING_STEPS", "DeliveryFile", "Store", "StoreUnavailable", "WriteFailed", "write_generation"]
