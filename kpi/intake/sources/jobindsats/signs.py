"""How jobindsats.dk writes a cell without a number, on its website and in its API."""

from kpi.intake.checks.signs import Sign

NULL = Sign.UNTOLD
"""Under three persons, and not yet measured, are both an empty cell."""
SIGNS = dict.fromkeys(("", "-", "–", "null"), NULL) | {"*": Sign.HIDDEN}
