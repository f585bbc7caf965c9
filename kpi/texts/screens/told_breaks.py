"""Words of the series breaks that sources tell of, on Datagrundlag."""

TITLE = "Databrud, som kilderne melder"
LEAD = (
    "Kilden skriver, at tallene er opgjort på en anden måde fra et tidspunkt. Er det et databrud, vises ingen forskel "
    "hen over det. Kan tallene sammenlignes alligevel, så svar det. Indtil nogen har svaret, sammenlignes der ikke."
)
HEADINGS = ("Hvad kilden skriver", "Svar")
WHICH = "Hvilket databrud?"
QUESTION = "Svar"
ANSWERS = {True: "Det er et databrud", False: "Tallene kan sammenlignes"}
FROM = "Den første periode, der er opgjort på den nye måde"
FROM_HELP = "Som 2016, 2016-07 eller 2016-Q3, i den slags perioder, indikatoren opgøres i."
FROM_MISSING = "Skriv den første periode, der er opgjort på den nye måde."
REASON = "Hvad bygger svaret på?"
REASON_HELP = "For eksempel kildens dokumentation. Skriv aldrig navne eller cpr-numre."
SAVE = "Gem svaret"
SAVED = "Svaret er gemt, og tavlen følger det nu."
