"""Every source with code of its own; what is read, asked for and told of sources goes through here.

A new one is a folder under `sources/`, a line here and an entry of `data/sources.toml`; the tests ask for a sample of
its file and for its name in the guide.
"""

from __future__ import annotations

from collections.abc import Mapping

from kpi.intake.source import Api, SourceReader
from kpi.intake.sources import dst, jobindsats, kmd

SOURCES: tuple[SourceReader, ...] = (
    jobindsats.READER,
    dst.READER,
    kmd.READER,
)

APIS: Mapping[str, Api] = {source.id: source.api for source in SOURCES if source.api is not None}
"""Of those that can be asked, by the source's id."""
