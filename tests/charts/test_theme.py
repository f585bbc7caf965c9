"""Contrast in both themes: text at least 4.5:1 and graphics at least 3:1, also on the soft grounds."""

from __future__ import annotations

import pytest

from kpi.charts.theme import DARK, LIGHT, Family, Palette, family, style_sheet
from kpi.model.evaluation import Status
from kpi.model.views.parts import Badge


def luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_text_and_graphics_have_contrast(palette: Palette) -> None:
    for name in ("ink", "muted", "accent", "reference", *Family):
        assert contrast(getattr(palette, name), palette.background) >= 4.5, name
        assert name in ("reference", "accent") or contrast(getattr(palette, name), palette.band) >= 4.5, name
    for name in (*Family, "example"):
        assert contrast(getattr(palette, name), getattr(palette, f"{name}_soft")) >= 4.5, name
    assert contrast(palette.bar, palette.background) >= 3


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        (Status.MET, Family.GOOD), (Status.ON_COURSE, Family.GOOD), (Status.NEAR, Family.NEAR),
        (Status.BEHIND, Family.BAD), (Status.MISSED, Family.BAD), (Status.ACCEPTED, Family.AGREED),
        (Status.ASSESSED, Family.GREY), (Status.UNASSESSED, Family.GREY), (Status.NO_DATA, Family.GREY),
    ],
)  # fmt: skip
def test_status_has_its_family(status: Status, expected: Family) -> None:
    assert family(Badge(status, "ord", "▲", grey=False)) is expected


def test_a_missed_wish_is_grey() -> None:
    assert family(Badge(Status.NEAR, "Ønsket er ikke nået", "◆", grey=True)) is Family.GREY


def test_style_sheet_follows_the_reader_and_loads_nothing() -> None:
    style = style_sheet()
    assert "light-dark(#1b2430,#e8edf2)" in style
    assert "url(" not in style
    assert "\n" not in style
