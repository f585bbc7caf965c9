"""How Danmarks Statistik writes a cell without a number, in StatBank's files and in its API.

A dash is exactly zero, as in the tables of other statistics offices of the same system; points are no figure, alike
whether there is none or it may not be shown.
"""

from kpi.intake.checks.signs import Sign, Signs

SIGNS: Signs = (
    dict.fromkeys(("-", "–"), Sign.ZERO)
    | dict.fromkeys((".", "..", "...", "....", "…"), Sign.MISSING)
    | {None: Sign.MISSING}
)
