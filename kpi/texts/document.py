"""Words of Aftalen read as a document."""

from __future__ import annotations

from kpi.model.contract import Origin, Owners

ORIGINS = {Origin.SHARED: "fælles mål", Origin.GRANTED: "mål fra bevillingsaftalen", Origin.OWN: "eget mål"}


def owners(owners: Owners, note: str) -> str:
    """«afdelingslederen, stedfortræder: faglig koordinator», or why none is named; empty where nothing is said."""
    if not owners.owner:
        return note
    return f"{owners.owner}, stedfortræder: {owners.deputy}" if owners.deputy else owners.owner


def key_date(when: str, title: str) -> str:
    """«31. januar 2017: aftalen offentliggøres»."""
    return f"{when}: {title}"
