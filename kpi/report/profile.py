"""Kommuneprofil as one table: a line an indicator, with its spread as a small picture; on screen each is a link."""

from __future__ import annotations

from collections.abc import Callable

from markupsafe import Markup

from kpi.charts.spine import family, spine_svg
from kpi.markup import Pieces
from kpi.model.indicator import Better
from kpi.model.views.profile import Profile, ProfileLine
from kpi.report import parts
from kpi.texts.amounts import is_count, unit_words
from kpi.texts.profile import SHAPES
from kpi.texts.screens import profile as words
from kpi.texts.statuses import PROVISIONAL

COLUMNS = (
    ("kpi-indicator", words.COLUMN_INDICATOR),
    ("kpi-figure-cell kpi-right", words.COLUMN_OWN),
    ("kpi-figure-cell kpi-right", words.COLUMN_GROUP),
    ("kpi-figure-cell kpi-right", words.COLUMN_NATION),
    ("kpi-place", words.COLUMN_PLACE),
    ("kpi-spread", words.COLUMN_SPINE),
)
_PIECES = Pieces(
    "report/templates/profile.html",
    parts=parts, spine_svg=spine_svg, family=family, shapes=SHAPES, unit_words=unit_words, PROVISIONAL=PROVISIONAL,
)  # fmt: skip
Address = Callable[[ProfileLine], str]


def profile_table(view: Profile, address: Address | None) -> Markup:
    """`address` gives each line's link; None: on paper nothing is clicked. Counts, which have no place, are folded."""
    compared = [line for line in view.lines if not is_count(line.indicator)]
    counts = [line for line in view.lines if is_count(line.indicator)]
    caption = words.CAPTION.format(own=view.own_name, group=view.group_title)
    sections = (
        (words.JUDGED, [line for line in compared if line.indicator.better is not Better.NEITHER]),
        (words.CONTEXT, [line for line in compared if line.indicator.better is Better.NEITHER]),
    )
    folded = words.COUNTS.format(count=len(counts))
    return _PIECES.profile(caption, COLUMNS, [one for one in sections if one[1]], folded, counts, address)
