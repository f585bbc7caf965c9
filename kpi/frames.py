"""What the program knows as pandas DataFrames: for work in Python or a notebook, and for every table that leaves it.

One function a frame. A frame's columns and their types stand in the constant above it and are the same when it is
empty. Names of columns are English identifiers, what stands in them is as in our files.

* Numbers are exact decimals (`NUMBER`, Arrow's decimal128), not binary ones: 0.1 + 0.2 is 0.3, a sum over a year is
  the one on the page, and a figure written to a file is the figure that was delivered. A delivered figure has at most
  twelve decimals and is kept as it came; one that is worked out (a mean, where one ought to be by now) is rounded to
  twelve. To draw or to do statistics with: `frame["value"].astype("float64")`. Statuses are judged elsewhere, on exact
  numbers, and are never worked out again from a frame.
* Whatever may be absent is `<NA>`, never 0 and never an empty text, and a column beside says why. `unit` says what the
  number counts; a change or a gap between percentages is in percentage points.
* A period is a text as our files have it (2017-12, 2017-Q4, 2017-H2, 2017, 2017-06-R for the twelve months ending
  there), because pandas' own periods hold one frequency a column and know no rolling year; its first and last day stand
  beside it.
* Small numbers are protected as on the pages: what is hidden there is absent here, and `absent` says «skjult».
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, timedelta
from decimal import ROUND_HALF_EVEN, Context, Decimal
from typing import Any

import pandas as pd
import pyarrow as pa

from kpi.analysis.asked import undelivered
from kpi.analysis.judged import Judged
from kpi.disclosure.shown import shown_figures, shown_vintages
from kpi.evaluate.derived import provisional_in
from kpi.followup.figure_history import changed_figures
from kpi.installation import Installation
from kpi.model.contract import Target
from kpi.model.definitions import Definitions
from kpi.model.evaluation import CriterionResult, TargetResult
from kpi.model.observation import Observation
from kpi.model.period import Period
from kpi.model.stored import FigureChange
from kpi.model.views.comparison import ComparisonView
from kpi.model.views.parts import Table
from kpi.texts.criterion import criterion_sentence
from kpi.texts.gaps import gap_word

NUMBER = pd.ArrowDtype(pa.decimal128(38, 12))
_FINEST, _WIDEST = Decimal("1e-12"), Context(prec=38)
TEXT = pd.StringDtype()
WHOLE = pd.Int64Dtype()
TRUTH = pd.BooleanDtype()
DAY = "datetime64[s]"
"""A day is its midnight, without a time zone; an unknown one is `NaT`."""

Columns = Mapping[str, Any]
"""The type of each column, in order."""
Row = tuple[Any, ...]
"""A value a column, in their order."""
_PERIOD: Columns = {"period": TEXT, "period_kind": TEXT, "first_day": DAY, "last_day": DAY}

SERIES: Columns = {
    "indicator": TEXT,
    "area": TEXT,
    **_PERIOD,
    "value": NUMBER,
    "absent": TEXT,
    "unit": TEXT,
    "numerator": NUMBER,
    "denominator": NUMBER,
    "quality": TEXT,
    "provisional": TRUTH,
    "example": TRUTH,
    "published_on": DAY,
    "published_assumed": TRUTH,
    "delivery": TEXT,
}


def series(here: Installation, indicators: Collection[str], areas: Collection[str], as_of: date) -> pd.DataFrame:
    """A row a figure as known on the day: indicator and area in code order, the oldest period first.

    `absent`: why there is no value, in the page's words («skjult», «mangler»); <NA> where there is one. A period that
    nobody has delivered has no row: `missing` tells of those. `quality` is what the row itself says (endelig,
    foreløbig, skjult, mangler), <NA> where it says nothing; `provisional` also counts the indicator's newest periods
    that its source usually corrects. `numerator` and `denominator` are <NA> where they were not delivered.
    `published_assumed`: the day is the source's usual delay, not a stated one. A figure that is worked out of others
    is there too, from their deliveries; it has no parts. KeyError for an unknown indicator.
    """
    keys = {(indicator, area) for indicator in indicators for area in areas}
    figures = shown_figures(here, keys, as_of)
    provisional = provisional_in(here.definitions, figures)
    rows = (
        (*_figure(seen, here.definitions), provisional(seen), *_delivered(seen))
        for key in sorted(keys & figures.series.keys())
        for seen in figures.series[key].observations
    )
    return _frame(SERIES, rows)


VINTAGES: Columns = {
    **{name: kind for name, kind in SERIES.items() if name != "provisional"},
    "counts": TRUTH,
    "recorded_at": "datetime64[s, UTC]",
}


def vintages(here: Installation, indicator: str, area: str, as_of: date) -> pd.DataFrame:
    """Every value that each figure of a delivered series has had by the day, the oldest first: what was known when.

    Columns as in `series`. `counts`: it is the one known on the day. `recorded_at`: when this installation received it.
    KeyError for an unknown indicator.
    """
    definitions, store = here.definitions, here.store
    with store.one_generation():
        found = shown_vintages(here, store.vintages(indicator, area, as_of), as_of)
        known = store.series(indicator, area, as_of)
    counting = {(seen.period, seen.delivery, seen.published_on) for seen in known.observations} if known else set()
    rows = (
        (
            *_figure(seen, definitions),
            *_delivered(seen),
            (seen.period, seen.delivery, seen.published_on) in counting,
            seen.recorded_at,
        )
        for seen in found
    )
    return _frame(VINTAGES, rows)


STATUS: Columns = {
    "criterion": TEXT,
    "title": TEXT,
    "status": TEXT,
    "sentence": TEXT,
    "requirement": TEXT,
    "requirement_status": TEXT,
    "due": TEXT,
    "indicator": TEXT,
    "unit": TEXT,
    "period": TEXT,
    "through": TEXT,
    "value": NUMBER,
    "required": NUMBER,
    "expected": NUMBER,
    "baseline": NUMBER,
    "gap": NUMBER,
    "provisional": TRUTH,
    "example": TRUTH,
    "place_from": WHOLE,
    "place_to": WHOLE,
    "data_state": TEXT,
    "answer": TEXT,
    "answered_on": DAY,
}


def status(judged: Judged) -> pd.DataFrame:
    """A row a requirement, in the contract's order, with its criterion's answer in front: as `kpi status --json` says.

    `value` is the latest known, of `period` (`through` is the newest delivered period inside it); `required` is what
    the contract asks at `due`, `expected` where one ought to be by now, `baseline` what a change is counted from; `gap`
    is value − required. All in `unit`, and <NA> where there is no such thing: a milestone has no numbers, a constant no
    baseline. `place_from` and `place_to` differ where a rank cannot be told exactly. `answer` is what people have said
    of an assessment, `answered_on` when.
    """
    rows = (
        (*_criterion(judged, result), *_requirement(judged, part))
        for result in judged.results
        for part in result.results
    )
    return _frame(STATUS, rows)


def _criterion(judged: Judged, result: CriterionResult) -> Row:
    criterion = result.criterion
    return criterion.id, criterion.title, result.status.told, criterion_sentence(result, judged.definitions)


def _requirement(judged: Judged, result: TargetResult) -> Row:
    target = result.requirement if isinstance(result.requirement, Target) else None
    reading, standing = result.reading, result.standing
    return (
        result.requirement.id,
        result.status.told,
        str(result.requirement.due),
        target.indicator if target else None,
        judged.definitions.indicators[target.indicator].unit.id if target else None,
        str(reading.period) if reading else None,
        str(reading.through) if reading else None,
        reading.value if reading else None,
        result.required,
        result.expected,
        result.baseline.value if result.baseline else None,
        result.gap,
        result.provisional,
        judged.example([result]),
        standing.place_from if standing else None,
        standing.place_to if standing else None,
        result.data_state.value if target else None,
        result.answer or None,
        result.answered_on,
    )


COMPARISON: Columns = {
    "area": TEXT,
    "name": TEXT,
    "own": TRUTH,
    "period": TEXT,
    "value": NUMBER,
    "absent": TEXT,
    "unit": TEXT,
    "place": TEXT,
    "third": TEXT,
    "expected": NUMBER,
    "provisional": TRUTH,
}


def comparison(view: ComparisonView) -> pd.DataFrame:
    """A row a municipality of the group as on the page Sammenligning: best first, those without a figure last.

    `place` is a text, since places are shared (3-5); it is <NA> where there is no ranking, and where a hidden or late
    figure leaves it open. `third`: best, middle, worst, none. `expected` is what was to be expected given the
    municipality's framework conditions; <NA> where that is not delivered. `absent`: as in `series`.
    """
    return _frame(
        COMPARISON,
        (
            (
                bar.area,
                bar.name,
                bar.own,
                str(view.period),
                bar.value,
                None if bar.value is not None else bar.gap,
                view.indicator.unit.id,
                bar.place or None,
                bar.third.value,
                bar.expected,
                bar.provisional,
            )
            for bar in view.bars
        ),
    )


REVISIONS: Columns = {
    "indicator": TEXT,
    "area": TEXT,
    **_PERIOD,
    "kind": TEXT,
    "before": NUMBER,
    "before_absent": TEXT,
    "after": NUMBER,
    "after_absent": TEXT,
    "unit": TEXT,
    "published_on": DAY,
    "published_assumed": TRUTH,
    "example": TRUTH,
    "delivery": TEXT,
}


def revisions(here: Installation, since: date, until: date, contract: str = "") -> pd.DataFrame:
    """A row a figure known on `until` that was not known, or was another, on `since`; those that were another first.

    `kind`: revised or new. A new figure has no `before`; a real one is new where a made-up one stood. `before_absent`
    and `after_absent` say why there was or is no value. Days and delivery are those of `after`. `contract`: only what
    it needs, its own municipality first; empty: of everyone. A change from one hidden figure to another is not told.
    """
    return _frame(REVISIONS, (_change(one, here.definitions) for one in changed_figures(here, since, until, contract)))


def _change(change: FigureChange, definitions: Definitions) -> Row:
    before, after = change.before, change.after
    indicator = definitions.indicators[after.indicator]
    return (
        after.indicator,
        after.area,
        *_period(after.period),
        "new" if before is None else "revised",
        before.value if before else None,
        (gap_word(before) or None) if before else None,
        after.value,
        gap_word(after) or None,
        indicator.unit.id,
        after.published_on,
        after.published_assumed,
        after.example,
        after.delivery,
    )


MISSING: Columns = {"indicator": TEXT, "area": TEXT, **_PERIOD, "unit": TEXT, "usual_by": DAY}


def missing(judged: Judged, *, whole: bool = False) -> pd.DataFrame:
    """A row a figure that the contract needs, has had time to be published, and nobody has delivered.

    `usual_by` is the day it is usually there. `whole`: also of those one is compared with, after the contract's own.
    """
    return _frame(
        MISSING,
        (
            (
                indicator.id,
                area,
                *_period(period),
                indicator.unit.id,
                period.last_day + timedelta(days=indicator.published_after_days),
            )
            for indicator, area, period in undelivered(judged, whole=whole)
        ),
    )


def shown(table: Table) -> pd.DataFrame:
    """A table as a page shows it, a column a heading: what is downloaded is made from this.

    A cell is the text that stands there, or where it holds a number that number as a Decimal with every digit it has,
    because nothing may be rounded or hidden anew on the way to a file. So the columns are of Python's own objects, and
    a column of numbers has a text where there is none («skjult»); to calculate with, take one of the other frames.
    `attrs` has the title, whether anything in it is made up, and the line of source.
    """
    rows = [[cell.text if cell.number is None else cell.number for cell in row] for row in table.rows]
    frame = pd.DataFrame(rows, columns=list(table.headings), dtype=object)
    frame.attrs = {"title": table.title, "example": table.example, "source": table.source_line}
    return frame


# What the frames are made of


def _figure(seen: Observation, definitions: Definitions) -> Row:
    """From `indicator` to `quality`."""
    return (
        seen.indicator,
        seen.area,
        *_period(seen.period),
        seen.value,
        gap_word(seen) or None,
        definitions.indicators[seen.indicator].unit.id,
        seen.numerator,
        seen.denominator,
        seen.quality.value or None,
    )


def _delivered(seen: Observation) -> Row:
    """From `example` to `delivery`."""
    return seen.example, seen.published_on, seen.published_assumed, seen.delivery


def _period(period: Period) -> Row:
    return str(period), period.kind.value, period.first_day, period.last_day


def _frame(columns: Columns, rows: Iterable[Row]) -> pd.DataFrame:
    by_column = list(zip(*rows, strict=True)) or [()] * len(columns)
    filled = zip(columns.items(), by_column, strict=True)
    return pd.DataFrame({name: pd.Series(_held(kind, given), dtype=kind) for (name, kind), given in filled})


def _held(kind: object, given: Sequence[Any]) -> Sequence[Any]:
    """Numbers as they can be held; all else as it is."""
    if kind is not NUMBER:
        return given
    return [None if one is None else one.quantize(_FINEST, ROUND_HALF_EVEN, _WIDEST) for one in given]
