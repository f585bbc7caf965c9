"""Contrast in both themes: text at least 4.5:1 and graphics at least 3:1, also on the soft grounds."""

from __future__ import annotations

import pytest

from kpi.charts.theme import DARK, LIGHT, Palette, style_sheet
from kpi.model.evaluation import Status
from kpi.model.views.parts import ColourFamily
from kpi.texts.statuses import COLOURS, TABLE


def luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_text_and_graphics_have_contrast(palette: Palette) -> None:
    for name in ("ink", "muted", "accent", "reference", "example"):
        assert contrast(getattr(palette, name), palette.background) >= 4.5, name
        assert name in ("reference", "accent") or contrast(getattr(palette, name), palette.band) >= 4.5, name
    assert contrast(palette.example, palette.example_soft) >= 4.5
    for family, colours in COLOURS.items():
        dark = palette is DARK
        text, ground = (colours.dark_text, colours.dark_ground) if dark else (colours.text, colours.ground)
        for behind in (palette.background, palette.band, ground):
            assert contrast(text, behind) >= 4.5, family
    assert contrast(palette.bar, palette.background) >= 3


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        (Status.MET, ColourFamily.GOOD), (Status.ON_COURSE, ColourFamily.GOOD), (Status.NEAR, ColourFamily.NEAR),
        (Status.BEHIND, ColourFamily.BAD), (Status.MISSED, ColourFamily.BAD), (Status.ACCEPTED, ColourFamily.AGREED),
        (Status.UNDERWAY, ColourFamily.UNDERWAY), (Status.ASSESSED, ColourFamily.GREY),
        (Status.UNASSESSED, ColourFamily.GREY),
        (Status.NO_DATA, ColourFamily.GREY),
    ],
)  # fmt: skip
def test_status_has_its_family(status: Status, expected: ColourFamily) -> None:
    assert [line.family for line in TABLE if line.status is status and not line.case] == [expected]


def test_style_sheet_follows_the_reader_and_loads_nothing() -> None:
    style = style_sheet()
    assert "light-dark(#1b2430,#e8edf2)" in style
    assert "url(" not in style
    assert "\n" not in style
