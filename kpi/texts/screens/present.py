"""Words of MED-møde."""

TITLE = "MED-møde"
FOLLOW_UPS = "Aftalt sidst"
NO_FOLLOW_UPS = "Der er ikke skrevet opfølgninger fra sidste møde."
ACTIONS = "Hvad gør vi"
COMMENT = "Lederens bemærkning"
CLOSING = "Tak for i dag"
POSITION = "{place} af {count}"
KEYS = (
    ("← →", "skift skærm"),
    ("Page Up, Page Down", "skift skærm"),
    ("Home, End", "første og sidste skærm"),
    ("B", "sort skærm"),
    ("H", "vis tasterne"),
    ("Esc", "luk mødet"),
)
START = "Begynd"
LEAVE = "Luk mødet"
PREVIOUS = "Forrige skærm"
NEXT = "Næste skærm"
BLANK = "Skærmen er gjort sort. Tryk på en tast for at fortsætte."
