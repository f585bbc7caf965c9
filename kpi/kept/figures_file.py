"""The normalised figures of a delivery as Parquet, which the store is built from."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

import pyarrow as pa
import pyarrow.csv as pc
import pyarrow.parquet as pq

from kpi.model.delivery import Figure

_DECIMAL = pa.decimal128(28, 12)
_COLUMNS = pa.schema(
    [
        pa.field("line", pa.int32(), nullable=False),
        pa.field("indicator", pa.string(), nullable=False),
        pa.field("area", pa.string(), nullable=False),
        pa.field("period_kind", pa.string(), nullable=False),
        pa.field("period_start", pa.date32(), nullable=False),
        pa.field("value", _DECIMAL),
        pa.field("numerator", _DECIMAL),
        pa.field("denominator", _DECIMAL),
        pa.field("quality", pa.string(), nullable=False),
        pa.field("published_on", pa.date32(), nullable=False),
        pa.field("published_assumed", pa.bool_(), nullable=False),
        pa.field("comment", pa.string(), nullable=False),
    ]
)


def figures_file(figures: Sequence[Figure], published: Sequence[tuple[date, bool]]) -> bytes:
    """The same figures give the same bytes, under one version of pyarrow."""
    target = io.BytesIO()
    pq.write_table(_table(figures, published), target, compression="zstd")
    return target.getvalue()


def _table(figures: Sequence[Figure], published: Sequence[tuple[date, bool]]) -> pa.Table:
    """By way of text: what makes a table of Python's own values would load pandas, a second and a half, to look at."""
    if not figures:
        return _COLUMNS.empty_table()
    periods = {period: (period.kind.value, period.first_day) for period in {figure.period for figure in figures}}
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows(
        (
            figure.line,
            figure.indicator,
            figure.area,
            *periods[figure.period],
            _plain(figure.value),
            _plain(figure.numerator),
            _plain(figure.denominator),
            figure.quality.value,
            day,
            assumed,
            figure.comment,
        )
        for figure, (day, assumed) in zip(figures, published, strict=True)
    )
    content = text.getvalue().encode()
    table = pc.read_csv(
        io.BytesIO(content),
        read_options=pc.ReadOptions(column_names=_COLUMNS.names, block_size=len(content)),
        parse_options=pc.ParseOptions(newlines_in_values=True),
        convert_options=pc.ConvertOptions(column_types=_COLUMNS, null_values=[""], strings_can_be_null=False),
    )
    return pa.Table.from_arrays(table.columns, schema=_COLUMNS)


def _plain(value: Decimal | None) -> str:
    return "" if value is None else f"{value:f}"
