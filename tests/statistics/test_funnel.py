"""Funnel limits against the interval they are made from and against published ones."""

from __future__ import annotations

import pytest

from kpi.statistics.funnel import ALARM, WARNING, funnel_limits
from kpi.statistics.interval import wilson


@pytest.mark.parametrize("confidence", [WARNING, ALARM])
@pytest.mark.parametrize(("pooled", "base"), [(0.1, 400), (0.5, 60), (0.9, 1000)])
def test_a_share_on_the_limit_has_a_wilson_interval_that_just_touches_the_pooled_share(
    pooled: float, base: int, confidence: float
) -> None:
    limits = funnel_limits(pooled, base, confidence)
    assert wilson(limits.high * base, base, confidence).low == pytest.approx(pooled, abs=1e-9)
    assert wilson(limits.low * base, base, confidence).high == pytest.approx(pooled, abs=1e-9)


@pytest.mark.parametrize(
    ("base", "inner", "outer"),
    [
        (3, (35.933491, 100), (10.150815, 100)),
        (41, (68.548635, 92.736260), (61.574398, 99.710497)),
        (110000, (80.408963, 80.875933), (80.274317, 81.010578)),
    ],
)
def test_the_funnel_gives_the_limits_that_public_health_england_has_published(
    base: int, inner: tuple[float, float], outer: tuple[float, float]
) -> None:
    """Round 80.642448 pct."""
    for confidence, expected in ((WARNING, inner), (ALARM, outer)):
        found = funnel_limits(0.80642448, base, confidence)
        assert (100 * found.low, 100 * found.high) == pytest.approx(expected, abs=1e-5)
