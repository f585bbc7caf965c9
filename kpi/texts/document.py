"""Words of Aftalen read as a document."""

from __future__ import annotations

from kpi.model.contract import Origin

ORIGINS = {Origin.SHARED: "fælles mål", Origin.GRANTED: "mål fra bevillingsaftalen", Origin.OWN: "eget mål"}


def key_date(when: str, title: str) -> str:
    """«31. januar 2017: aftalen offentliggøres»."""
    return f"{when}: {title}"
