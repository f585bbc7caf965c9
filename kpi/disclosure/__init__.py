"""Small numbers: what may be shown of the figures, decided before anything is judged or built of them.

The rule, the same for every screen and export because it is laid on the figures themselves:

1. An own count of persons under the limit is hidden, and so is a share whose numerator is one. What a source has
   hidden stays hidden.
2. A share is hidden with its count, and with its base, unless every count under the limit gives the same share.
3. Where a hidden count could be found as the whole minus its other parts, the first other part declared is hidden
   too: always the first, so that the choice tells nothing. Are the two together so few that the hidden one could still
   be told, everything about the group in that period is hidden. An unnamed rest that is too small counts as hidden.
4. What has been hidden is hidden in every later look back as well, and while a part is hidden for another's sake,
   later vintages of that whole and its parts are not shown: the difference between two vintages tells nothing.

So a hidden count keeps at least two values that fit everything shown (tried in tests/disclosure), and hiding does not
depend on which of the small values it is, but for groups that are few all together (3).
"""

from __future__ import annotations

from kpi.disclosure.period import own, too_small, too_small_to_expect
from kpi.disclosure.protection import (
    Hidden,
    Key,
    Vintage,
    decided,
    disclosed,
    disclosed_alone,
    shown_as,
    vintage,
    with_related,
    without,
)
from kpi.disclosure.relations import Family, families

__all__ = [
    "Family",
    "Hidden",
    "Key",
    "Vintage",
    "decided",
    "disclosed",
    "disclosed_alone",
    "families",
    "own",
    "shown_as",
    "too_small",
    "too_small_to_expect",
    "vintage",
    "with_related",
    "without",
]
