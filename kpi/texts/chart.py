"""Words that stand inside charts."""

from __future__ import annotations

BEST_THIRD = "grøn bund: bedste tredjedel"
WORST_THIRD = "grå bund: sidste tredjedel"
