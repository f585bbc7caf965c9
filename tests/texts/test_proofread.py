"""The clerk finds what a sentence may not hold, and lets a good one through."""

from __future__ import annotations

import pytest

from tests.texts.proofread import faults, fractions, sums

GOOD = (
    "Bagud: 804 fuldtidspersoner i december 2016 (foreløbigt tal), 24 flere end målstiens 780; målet er højst 749 i "
    "december 2017, så tallet skal falde med 55 fuldtidspersoner (jobindsats.dk, 20. jan. 2017).",
    "På sporet: 118 i januar-februar 2017, 11 flere end målstiens 107; målet er mindst 692 i 2017, så der mangler 574 "
    "(eksempeltal, 10. mar. 2017).",
    "Målet er nået: 25,4 pct. i december 2017 mod et krav om over landets 24,1 pct., altså 1,3 procentpoint højere.",
    "Målet er ikke nået: 92,3 pct. i 2015 mod et krav om alle, altså 7,7 procentpoint lavere.",
    "Ønsket er ikke nået: 22,3 pct. i december 2017; ønsket var under 20 pct. i december 2017, altså 2,3 procentpoint "
    "højere (jobindsats.dk, 21. jan. 2018).",
    "Bagud: 1.425 fuldtidspersoner i februar 2026, 60 flere end målstiens 1.365; målet er højst 1.095 i december 2026, "
    "så tallet skal falde med 330 fuldtidspersoner.",
)
BAD = {
    "75,0 mod 75,0": "Bagud: 75,0 pct. i juni, 0,02 procentpoint lavere end målstiens 75,0 pct.; målet er 80 pct.",
    "et mål, der ikke stemmer": "Bagud: 804 i maj, 23 flere end målstiens 780; målet er højst 749 i juni",
    "et krav, der ikke stemmer": "Målet er ikke nået: 769 i 2017 mod et krav om højst 768, altså 0,7 flere.",
    "et fald, der ikke stemmer": "Bagud: 804 i maj; målet er højst 749 i juni, så tallet skal falde med 54 (kilde).",
    "en rest, der ikke stemmer": "På sporet: 57 i maj; målet er mindst 692 i 2017, så der mangler 634,9 (kilde).",
    "ingenting": "Ingen måling endnu: udgangspunktet er None i 2016.",
    "to ord ens": "Målet er er nået.",
    "samme ord om et kolon": "Det gik fra ikke begyndt til planlagt: planlagt til senest 31. december 2017.",
    "to mellemrum": "Målet er  nået.",
    "to punktummer": "Målet er 25 pct.. Det er nået.",
    "to parenteser": "Målet er højst 5 (tolerance 1) (kilden).",
    "nuller": "Målet er 25,00 pct.",
    "en tom parentes": "Målet er 25 pct. ().",
    "samme navn to gange": "Gruppen «Klyngen» er ikke kendt; målet er bedre end gruppen «Klyngen».",
    "et mellemrum for meget": "Målet er 25 pct. , og det er nået.",
    "to tegn": "Målet er nået:; 25.",
}


@pytest.mark.parametrize(("text", "count"), list(zip(GOOD, (2, 2, 1, 1, 1, 2), strict=True)))
def test_every_sum_of_a_sentence_is_tried(text: str, count: int) -> None:
    assert len(list(sums(text))) == count


@pytest.mark.parametrize("text", GOOD)
def test_a_good_sentence_has_no_fault(text: str) -> None:
    assert list(faults(text)) == []


@pytest.mark.parametrize("text", BAD.values(), ids=BAD)
def test_a_bad_one_has(text: str) -> None:
    assert list(faults(text))


def test_a_fraction_of_a_person_is_found_and_per_cent_are_none() -> None:
    assert list(fractions("højst 767,4 i december 2017: 10,5 pct. færre"))
    assert not list(fractions("højst 767 i december 2017: 10,5 pct. færre end de 1.023"))
