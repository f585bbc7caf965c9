"""On which day a figure was published, as far as it is known."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from kpi.model.definitions import Definitions
from kpi.model.delivery import Figure


@dataclass(frozen=True, slots=True)
class Publication:
    """What is known of the day a file's figures were published."""

    received_on: date
    published_on: date | None = None
    """Given with the file; None: its rows say it, or it is the day it was received."""
    assume_usual_delay: bool = False
    """True: where nothing else says it, the period's end and the indicator's usual delay, but not after receipt."""

    def of(self, figure: Figure, definitions: Definitions) -> tuple[date, bool]:
        """The day, and whether it is assumed. A day that the row states goes before all."""
        if figure.published_on is not None:
            return figure.published_on, False
        if self.published_on is not None:
            return self.published_on, False
        if self.assume_usual_delay:
            delay = timedelta(days=definitions.indicators[figure.indicator].published_after_days)
            return min(figure.period.last_day + delay, self.received_on), True
        return self.received_on, False
