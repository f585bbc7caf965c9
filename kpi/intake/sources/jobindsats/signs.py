"""How jobindsats.dk writes a cell without a number, on its website and in its API."""

from kpi.intake.checks.signs import Sign, Signs

# Under three persons, and not yet measured, are both an empty cell.
SIGNS: Signs = dict.fromkeys((None, "", "-", "–", "null"), Sign.UNTOLD) | {"*": Sign.HIDDEN}
