"""The figures in DuckDB: generations that are written once and read by many; the only room that imports duckdb."""

from kpi.store.filling import DeliveryFile, Kept
from kpi.store.generation import ENGINE, WRITING_STEPS, StoreUnavailable, WriteFailed, write_generation
from kpi.store.reader import Store

__all__ = [
    "ENGINE",
    "WRITING_STEPS",
    "DeliveryFile",
    "Kept",
    "Store",
    "StoreUnavailable",
    "WriteFailed",
    "write_generation",
]
