"""Every status with every kind of rule, as a manager reads it: written out by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from kpi.model.contract import AcceptedDeviation, Amendment, Followed
from kpi.model.evaluation import (
    Cause,
    Occasions,
    Reason,
    SecondReading,
    Standing,
    Status,
    TargetResult,
)
from kpi.model.period import Period
from kpi.model.rule import Strength, Window
from kpi.model.views.parts import ColourFamily
from kpi.texts.headline import headline
from kpi.texts.statuses import TABLE, badge, opening
from kpi.texts.verdict import second_reading, sentence
from tests.texts.given import (
    ABOVE_NATION,
    ABOVE_PEERS,
    ASSESSMENT,
    AT_LEAST_26,
    BEST_THIRD,
    BETWEEN,
    DEFINITIONS,
    FEWER_63,
    MATCHES,
    MILESTONE,
    MORE_10_PERCENT,
    MORE_THAN_2016,
    OVER_80,
    PERSONS,
    RATE,
    RECURRING,
    UNDER_20,
    openings,
    reading,
    result,
    target,
)

SYGEDAGPENGE = target(FEWER_63, indicator=PERSONS)
BASE = reading("812", "2015-12")
FOLLOWED = Followed("fulgt", "Fulgt", PERSONS.id, "740", Period.of_year(2017))
GERNE = target(UNDER_20, strength=Strength.ASPIRATION)
SOURCE = "(jobindsats.dk, 21. jan. 2018)"

SENTENCES: dict[str, tuple[TargetResult, str]] = {
    "nået med margen": (
        result(SYGEDAGPENGE, Status.MET, read=reading("745"), required="749", baseline=BASE),
        f"Målet er nået: 745 fuldtidspersoner i december 2017 mod et krav om højst 749, altså 4 færre {SOURCE}.",
    ),
    "følges": (
        result(FOLLOWED, Status.FOLLOWED, read=reading("804")),
        f"Følges: aftalen stiller intet krav her. Det seneste tal er 804 fuldtidspersoner i december 2017 {SOURCE}.",
    ),
    "følges uden tal": (
        result(FOLLOWED, Status.FOLLOWED),
        "Følges: aftalen stiller intet krav her, og der er ingen tal endnu.",
    ),
    "milepælen er udgået": (
        replace(result(MILESTONE, Status.ACCEPTED), amended=Amendment(date(2017, 2, 1), "Opgaven er flyttet", None)),
        "Udgået 1. februar 2017: Opgaven er flyttet.",
    ),
    "nået netop": (
        result(SYGEDAGPENGE, Status.MET, read=reading("749"), required="749", baseline=BASE),
        f"Målet er nået: 749 fuldtidspersoner i december 2017 mod et krav om højst 749 {SOURCE}.",
    ),
    "nået med et foreløbigt tal": (
        result(SYGEDAGPENGE, Status.MET, read=reading("748", provisional=True), required="749", baseline=BASE),
        "Målet er nået: 748 fuldtidspersoner i december 2017 (foreløbigt tal) mod et krav om højst 749, "
        f"altså 1 færre {SOURCE}. Tallet er foreløbigt, så svaret kan ændre sig.",
    ),
    "over 80 med 80,04": (
        result(target(OVER_80), Status.MET, read=reading("80.04"), required="80"),
        "Målet er nået: 80,04 pct. i december 2017 mod et krav om over 80 pct., altså 0,04 procentpoint højere "
        f"{SOURCE}.",
    ),
    "ikke nået": (
        result(SYGEDAGPENGE, Status.MISSED, read=reading("771"), required="749", baseline=BASE),
        f"Målet er ikke nået: 771 fuldtidspersoner i december 2017 mod et krav om højst 749, altså 22 flere {SOURCE}.",
    ),
    "stilstand er ikke flere end": (
        result(target(MORE_THAN_2016, indicator=MATCHES, due="2017"), Status.MISSED, read=reading("1100", "2017"),
               required="1100", baseline=reading("1100", "2016")),
        f"Målet er ikke nået: 1.100 i 2017 mod et krav om flere end 1.100, og det samme er ikke nok {SOURCE}.",
    ),
    "eksempeltal nævnes": (
        result(target(AT_LEAST_26), Status.MISSED, read=reading("25.4", example=True), required="26"),
        "Målet er ikke nået: 25,4 pct. i december 2017 mod et krav om mindst 26 pct., altså 0,6 procentpoint lavere "
        "(eksempeltal, 21. jan. 2018).",
    ),
    "antaget offentliggørelse nævnes": (
        result(target(AT_LEAST_26), Status.MET, read=reading("26.0", assumed=True), required="26"),
        "Målet er nået: 26,0 pct. i december 2017 mod et krav om mindst 26 pct. "
        "(jobindsats.dk, antaget offentliggjort 21. jan. 2018).",
    ),
    "indtastet tal": (
        result(target(AT_LEAST_26), Status.MET, read=reading("27", delivery="indtastet/x"), required="26"),
        "Målet er nået: 27,0 pct. i december 2017 mod et krav om mindst 26 pct., altså 1,0 procentpoint højere "
        "(indtastet 22. jan. 2018).",
    ),
    "bedre end landet": (
        result(target(ABOVE_NATION), Status.MET, read=reading("25.4"), required="24.1"),
        "Målet er nået: 25,4 pct. i december 2017 mod et krav om over landets 24,1 pct., "
        f"altså 1,3 procentpoint højere {SOURCE}.",
    ),
    "bedre end gruppens gennemsnit": (
        result(target(ABOVE_PEERS), Status.MISSED, read=reading("16.3"), required="16.5"),
        "Målet er ikke nået: 16,3 pct. i december 2017 mod et krav om over gennemsnittet på 16,5 pct. "
        f"i gruppen «Kontanthjælpsklyngen», altså 0,2 procentpoint lavere {SOURCE}.",
    ),
    "inden for et bånd": (
        result(target(BETWEEN), Status.MET, read=reading("12.5"), required="12"),
        f"Målet er nået: 12,5 pct. i december 2017 mod et krav om mellem 12 og 14 pct. {SOURCE}.",
    ),
    "bedste tredjedel": (
        result(target(BEST_THIRD, indicator=RATE), Status.MET, read=reading("1.9"),
               standing=Standing(3, 3, 2, 16, 5, ())),
        "Målet er nået: nr. 3-5 af 16 med 1,9 pr. 1.000 i december 2017; målet er den bedste tredjedel, plads 1-5, "
        f"i gruppen «Kontanthjælpsklyngen» {SOURCE}.",
    ),
    "bagud for bedste tredjedel": (
        result(target(BEST_THIRD, indicator=RATE), Status.BEHIND, read=reading("2.4", "2016-12"),
               standing=Standing(6, 6, 0, 16, 5, ())),
        "Bagud: nr. 6 af 16 med 2,4 pr. 1.000 i december 2016; målet er den bedste tredjedel, plads 1-5, "
        f"i gruppen «Kontanthjælpsklyngen» i december 2017, så der skal vindes én plads {SOURCE}.",
    ),
    "ønsket er nået": (
        result(GERNE, Status.MET, read=reading("10.6"), required="20"),
        f"Ønsket er nået: 10,6 pct. i december 2017 mod et ønske om under 20 pct., altså 9,4 procentpoint lavere "
        f"{SOURCE}.",
    ),
    "ønsket er ikke nået": (
        result(GERNE, Status.NEAR, read=reading("22.3"), required="20", final=True, aspiration_missed=True),
        "Ønsket er ikke nået: 22,3 pct. i december 2017; ønsket var under 20 pct. i december 2017, "
        f"altså 2,3 procentpoint højere {SOURCE}.",
    ),
    "ønsket er ikke nået endnu": (
        result(GERNE, Status.NEAR, read=reading("22.3", "2016-12"), required="20", aspiration_missed=True),
        "Ønsket er ikke nået endnu: 22,3 pct. i december 2016; ønsket er under 20 pct. i december 2017, "
        f"så tallet skal falde med mere end 2,3 procentpoint {SOURCE}.",
    ),
    "tæt på ved fristen": (
        result(target(AT_LEAST_26, near="0.5"), Status.NEAR, read=reading("25.6"), required="26", final=True),
        "Tæt på: 25,6 pct. i december 2017 mod et krav om mindst 26 pct.; 0,4 procentpoint lavere er inden for "
        f"den aftalte margen på 0,5 procentpoint {SOURCE}.",
    ),
    "tæt på målstien": (
        result(target(FEWER_63, indicator=PERSONS, near="5"), Status.NEAR, read=reading("783", "2016-12"),
               required="749", expected="780.5", baseline=BASE),
        "Tæt på: 783 fuldtidspersoner i december 2016, 3 flere end målstiens 780, men inden for den aftalte "
        "margen på 5 fuldtidspersoner; målet er højst 749 i december 2017, så tallet skal falde med "
        f"34 fuldtidspersoner {SOURCE}.",
    ),
    "på sporet": (
        result(SYGEDAGPENGE, Status.ON_COURSE, read=reading("775", "2016-12"), required="749", expected="780.5",
               baseline=BASE),
        "På sporet: 775 fuldtidspersoner i december 2016, 5 færre end målstiens 780; målet er højst 749 "
        f"i december 2017, så tallet skal falde med 26 fuldtidspersoner {SOURCE}.",
    ),
    "på sporet, året er ikke helt": (
        result(replace(target(MORE_10_PERCENT, indicator=MATCHES, due="2017"), window=Window.YEAR), Status.ON_COURSE,
               read=reading("420", "2017", through="2017-04"), required="1210", expected="400",
               baseline=reading("1100", "2016")),
        "På sporet: 420 i januar-april 2017, 20 flere end målstiens 400; målet er mindst 1.210 i 2017, "
        f"så der mangler 790 {SOURCE}.",
    ),
    "nået før fristen": (
        result(SYGEDAGPENGE, Status.ON_COURSE, read=reading("745", "2016-12"), required="749", expected="780.5",
               baseline=BASE, reached_early=True),
        "Målet er nået nu, men gælder først december 2017: 745 fuldtidspersoner i december 2016; kravet er højst 749, "
        f"altså 4 færre {SOURCE}.",
    ),
    "bagud for målstien": (
        result(SYGEDAGPENGE, Status.BEHIND, read=reading("804", "2016-12", provisional=True), required="749",
               expected="780.5", baseline=BASE),
        "Bagud: 804 fuldtidspersoner i december 2016 (foreløbigt tal), 24 flere end målstiens 780; målet er "
        f"højst 749 i december 2017, så tallet skal falde med 55 fuldtidspersoner {SOURCE}.",
    ),
    "bagud med én": (
        result(SYGEDAGPENGE, Status.BEHIND, read=reading("750", "2017-11"), required="749", expected="749",
               baseline=BASE),
        "Bagud: 750 fuldtidspersoner i november 2017, 1 flere end målstiens 749; målet er højst 749 i december 2017, "
        f"så tallet skal falde med 1 fuldtidsperson {SOURCE}.",
    ),
    "bagud uden målsti": (
        result(target(AT_LEAST_26), Status.BEHIND, read=reading("25.4", "2016-12"), required="26"),
        "Bagud: 25,4 pct. i december 2016; målet er mindst 26 pct. i december 2017, så tallet skal stige med "
        f"0,6 procentpoint {SOURCE}.",
    ),
    "bagud ved stilstand": (
        result(target(OVER_80), Status.BEHIND, read=reading("80", "2016-12"), required="80"),
        "Bagud: 80,0 pct. i december 2016; målet er over 80 pct. i december 2017, så tallet skal stige; "
        f"det samme er ikke nok {SOURCE}.",
    ),
    "afventer tal": (
        result(SYGEDAGPENGE, Status.AWAITING, read=reading("755", "2017-11"), required="749", baseline=BASE,
               reasons=(Reason(Cause.NOT_PUBLISHED, (Period.month(2017, 12),)),), late=True),
        "Afventer tal: fristen var december 2017, men tallet er ikke offentliggjort endnu, og kilden er "
        "forsinket; det seneste er 755 fuldtidspersoner i november 2017 mod et krav om højst 749 "
        f"{SOURCE}.",
    ),
    "afventer landets tal": (
        result(target(ABOVE_NATION), Status.AWAITING, read=reading("25", "2017-11"), required="24.1",
               reasons=(Reason(Cause.NOT_PUBLISHED, (Period.month(2017, 12),), ("000",)),)),
        "Afventer tal: fristen var december 2017, men tallet for hele landet er ikke offentliggjort endnu; "
        f"det seneste er 25,0 pct. i november 2017 mod et krav om over landets 24,1 pct. {SOURCE}.",
    ),
    "afventer tal uden noget tal": (
        result(target(AT_LEAST_26), Status.AWAITING, required="26"),
        "Afventer tal: fristen var december 2017, men tallet er ikke offentliggjort endnu; målet er mindst 26 pct.",
    ),
    "kun udgangspunktet": (
        result(SYGEDAGPENGE, Status.NOT_STARTED, required="749", baseline=BASE, reasons=(Reason(Cause.ONLY_BASELINE),)),
        "Ingen måling endnu: udgangspunktet er 812 fuldtidspersoner i december 2015, og målet er højst 749 "
        "i december 2017; det første tal efter udgangspunktet viser, om det går den rigtige vej.",
    ),
    "aftalen er ikke begyndt": (
        replace(result(SYGEDAGPENGE, Status.NOT_STARTED, read=reading("812", "2015-12"), required="749", baseline=BASE),
                begins_on=date(2017, 1, 1)),
        "Ikke begyndt: aftalen begynder 1. januar 2017; målet er højst 749 i december 2017.",
    ),
    "undervejs uden en målsti": (
        result(target(AT_LEAST_26), Status.UNDERWAY, read=reading("25.4", "2016-12"), required="26"),
        "Undervejs: 25,4 pct. i december 2016; målet er mindst 26 pct. i december 2017, og aftalen siger ikke, hvor "
        f"I skal være undervejs {SOURCE}.",
    ),
    "udgået": (
        replace(result(SYGEDAGPENGE, Status.ACCEPTED, read=reading("804", "2016-12"), required="749", baseline=BASE),
                amended=Amendment(date(2017, 2, 1), "Opgaven er flyttet", None)),
        "Udgået 1. februar 2017: Opgaven er flyttet. Det seneste er 804 fuldtidspersoner i december 2016; målet er "
        f"højst 749 i december 2017 {SOURCE}.",
    ),
    "aldrig leveret": (
        result(target(AT_LEAST_26), Status.NO_DATA, reasons=(Reason(Cause.OWN_NEVER_DELIVERED),)),
        "Mangler tal: der er ikke leveret tal for «Andel i job»; målet er mindst 26 pct. i december 2017. "
        "Svaret kommer, når tallene er leveret (kilde: jobindsats.dk).",
    ),
    "udgangspunktet mangler": (
        result(SYGEDAGPENGE, Status.NO_DATA, read=reading("804", "2016-12"),
               reasons=(Reason(Cause.BASELINE_MISSING, (Period.month(2015, 12),)),)),
        "Mangler tal: udgangspunktet for december 2015 er ikke leveret, så ændringen kan ikke regnes ud; målet er "
        "63 færre i december 2017 end i december 2015. Det seneste tal er 804 fuldtidspersoner i december 2016. "
        "Svaret kommer, når tallene er leveret (kilde: jobindsats.dk).",
    ),
    "skjult": (
        result(SYGEDAGPENGE, Status.UNDECIDABLE, required="749",
               reasons=(Reason(Cause.OWN_HIDDEN, (Period.month(2017, 12),)),)),
        "Kan ikke afgøres: tallet for december 2017 er skjult, fordi der er så få; målet er højst 749 i december "
        "2017. Et skjult tal regnes aldrig ud ad omveje.",
    ),
    "året mangler to måneder": (
        result(target(MORE_10_PERCENT, indicator=MATCHES, due="2017"), Status.UNDECIDABLE, required="1210",
               reasons=(Reason(Cause.YEAR_INCOMPLETE, (Period.month(2017, 5), Period.month(2017, 6))),)),
        "Kan ikke afgøres: året er ikke helt, for maj og juni 2017 mangler; målet er mindst 1.210 i 2017. "
        "Tallene kan indtastes under «Indtast tal».",
    ),
    "databrud": (
        result(SYGEDAGPENGE, Status.UNDECIDABLE, required="749",
               reasons=(Reason(Cause.SERIES_BREAK, (Period.month(2016, 7),), name="ny opgørelse"),)),
        "Kan ikke afgøres: de to tal er opgjort på hver sin måde (ny opgørelse); målet er højst 749 i december 2017. "
        "Svaret kræver tal, der er opgjort på samme måde.",
    ),
    "ukendt gruppe": (
        result(target(ABOVE_PEERS), Status.UNDECIDABLE, reasons=(Reason(Cause.GROUP_UNKNOWN, name="klyngen"),)),
        "Kan ikke afgøres: medlemmerne af gruppen er ikke kendt; målet er højere end "
        "gennemsnittet i gruppen «Kontanthjælpsklyngen» i december 2017. Det kræver følgende: "
        "Kommunerne i klyngen i 2015.",
    ),
    "en kommune afgør det": (
        result(target(BEST_THIRD, indicator=RATE), Status.UNDECIDABLE, read=reading("1.9"),
               standing=Standing(4, 6, 0, 16, 5, ("630", "751")),
               reasons=(Reason(Cause.PEER_DECIDES, (Period.month(2017, 12),), ("751", "630"), "klyngen"),)),
        "Kan ikke afgøres: Vejle og Aarhus har skjulte eller sene tal, som kan ændre svaret; målet er den bedste "
        "tredjedel, plads 1-5, i gruppen «Kontanthjælpsklyngen» i december 2017. Det seneste tal er 1,9 pr. 1.000 "
        "i december 2017. Svaret kommer, når de manglende tal er offentliggjort.",
    ),
    "udgangspunktet er nul": (
        result(target(MORE_10_PERCENT, indicator=MATCHES, due="2017"), Status.UNDECIDABLE,
               reasons=(Reason(Cause.BASELINE_ZERO),)),
        "Kan ikke afgøres: udgangspunktet er 0 eller mindre, så en ændring i procent ikke har nogen mening; målet er "
        "10 pct. flere i 2017 end i 2016. Målet må siges som et tal og ikke i procent.",
    ),
    "aftalt afvigelse": (
        result(
            target(FEWER_63, indicator=PERSONS,
                   accepted=AcceptedDeviation(date(2017, 1, 1), date(2017, 6, 30), "En virksomhed lukkede")),
            Status.ACCEPTED, read=reading("804", "2016-12"), required="749", baseline=BASE),
        "Aftalt afvigelse til og med 30. juni 2017: En virksomhed lukkede. Det seneste er 804 fuldtidspersoner "
        f"i december 2016; målet er højst 749 i december 2017 {SOURCE}.",
    ),
    "milepæl planlagt": (
        result(MILESTONE, Status.PLANNED),
        "Planlagt: milepælen skal være nået senest 31. december 2017.",
    ),
    "milepæl nået": (
        result(MILESTONE, Status.MET, answer="Taget i brug i alle teams.", answered_on=date(2017, 11, 30),
               recorded_later=True),
        "Milepælen er nået 30. november 2017: Taget i brug i alle teams. "
        "Det er skrevet ind senere, end det gælder fra.",
    ),
    "milepæl ikke nået": (
        result(MILESTONE, Status.MISSED),
        "Milepælen er ikke nået: fristen var 31. december 2017, og ingen har skrevet, at den er nået. "
        "Er den nået, kan det skrives ind under «Indtast tal».",
    ),
    "begivenhed planlagt": (
        result(RECURRING, Status.PLANNED),
        "Planlagt: det skal ske hver gang (MED-møde) til og med 31. december 2017; der er ikke registreret noget "
        "endnu.",
    ),
    "begivenhed holdt indtil nu": (
        replace(result(RECURRING, Status.ON_COURSE, answered_on=date(2017, 3, 14)), occasions=Occasions(9, 9)),
        "På sporet: holdt 9 af 9 gange indtil nu (MED-møde), senest 14. marts 2017; det gælder til og med "
        "31. december 2017.",
    ),
    "begivenhed ikke holdt": (
        replace(result(RECURRING, Status.MISSED, answered_on=date(2017, 5, 2), answer="Aflyst"),
                occasions=Occasions(4, 5)),
        "Målet er ikke nået: MED-møde blev ikke holdt 2. maj 2017: Aflyst. Det er holdt 4 af 5 gange.",
    ),
    "begivenhed ikke registreret": (
        result(RECURRING, Status.NO_DATA, reasons=(Reason(Cause.NOT_REGISTERED, (Period.month(2017, 3),)),)),
        "Mangler tal: ingen har registreret, om MED-møde er holdt i marts 2017. "
        "Det kan skrives ind under «Indtast tal».",
    ),
    "ikke vurderet": (
        result(ASSESSMENT, Status.UNASSESSED),
        "Ikke vurderet: det skal vurderes af mennesker ud fra interview senest 31. december 2017, og ingen har "
        "gjort det endnu.",
    ),
    "vurderet": (
        result(ASSESSMENT, Status.ASSESSED, answer="delvist", answered_on=date(2017, 11, 20)),
        "Vurderet 20. november 2017: delvist opfyldt (interview).",
    ),
    "vurderes, når aftalen er begyndt": (
        replace(result(ASSESSMENT, Status.NOT_STARTED), begins_on=date(2017, 1, 1)),
        "Ikke begyndt: det vurderes af mennesker ud fra interview senest 31. december 2017.",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", SENTENCES)
def test_the_sentence_is_plain_danish(case: str) -> None:
    judged, expected = SENTENCES[case]
    assert sentence(judged, DEFINITIONS) == expected


@pytest.mark.parametrize("case", SENTENCES)
def test_nothing_is_ever_said_twice_or_left_empty(case: str) -> None:
    judged, _ = SENTENCES[case]
    for text in (sentence(judged, DEFINITIONS), headline(judged, DEFINITIONS)):
        assert text.endswith(".")
        assert not any(fault in text for fault in ("None", "..", "  ", " .", " ,", "()", "«»"))


@pytest.mark.parametrize("case", SENTENCES)
def test_the_headline_can_be_read_on_a_wall(case: str) -> None:
    judged, _ = SENTENCES[case]
    assert len(headline(judged, DEFINITIONS).split()) <= 19


HEADLINES = {
    "bagud for målstien": "804 fuldtidspersoner i december 2016. Der burde være højst 780.",
    "på sporet": "775 fuldtidspersoner i december 2016. Ifølge planen højst 780.",
    "ikke nået": "771 fuldtidspersoner i december 2017. Kravet var højst 749.",
    "bedste tredjedel": "Nr. 3-5 af 16 i december 2017. Målet er plads 1-5.",
    "vurderet": "Vurderet 20. november 2017: delvist opfyldt.",
    "nået før fristen": "745 fuldtidspersoner i december 2016. Målet er højst 749 i december 2017.",
    "eksempeltal nævnes": "25,4 pct. i december 2017. Kravet var mindst 26 pct.",
    "aftalen er ikke begyndt": "Aftalen begynder 1. januar 2017. Målet er højst 749 i december 2017.",
    "undervejs uden en målsti": "25,4 pct. i december 2016. Målet er mindst 26 pct.",
    "følges": "804 fuldtidspersoner i december 2017. Aftalen stiller intet krav.",
    "følges uden tal": "Ingen tal endnu. Aftalen stiller intet krav.",
    "milepælen er udgået": "Udgået 1. februar 2017.",
}


@pytest.mark.parametrize("case", HEADLINES)
def test_the_headline_says_figure_and_requirement(case: str) -> None:
    assert headline(SENTENCES[case][0], DEFINITIONS) == HEADLINES[case]


def test_a_baseline_that_is_still_to_come_is_never_called_known() -> None:
    ahead = Reason(Cause.BASELINE_AHEAD, (Period.month(2015, 12),))
    judged = result(SYGEDAGPENGE, Status.NOT_STARTED, read=reading("812", "2015-11"), reasons=(ahead,))
    assert headline(judged, DEFINITIONS).startswith("Udgangspunktet kendes omkring ")
    assert "udgangspunktet kendes omkring" in sentence(judged, DEFINITIONS)


def test_two_readings_that_differ_are_said_in_a_sentence() -> None:
    judged = result(
        target(FEWER_63, indicator=PERSONS, also_read_as=Window.ROLLING_YEAR),
        Status.MET,
        read=reading("745"),
        required="749",
        baseline=BASE,
    )
    other = SecondReading(Window.ROLLING_YEAR, Status.MISSED, reading("760", "2017-R"), Decimal(755), differs=True)
    assert second_reading(replace(judged, second_reading=other), DEFINITIONS) == (
        "Læst som de 12 måneder under ét ville svaret være «ikke nået»: 760 fuldtidspersoner "
        "i 2017, hvor der kræves 755."
    )
    alike = replace(other, status=Status.MET, differs=False)
    assert second_reading(replace(judged, second_reading=alike), DEFINITIONS) == ""


@pytest.mark.parametrize(
    ("case", "word", "shape", "family"),
    [
        ("nået med et foreløbigt tal", "Nået (foreløbigt tal)", "✔", ColourFamily.GOOD),
        ("tæt på målstien", "Tæt på", "◆", ColourFamily.NEAR),
        ("ønsket er ikke nået", "Ønsket er ikke nået", "◆", ColourFamily.GREY),
        ("vurderet", "Vurderet: delvist opfyldt", "■", ColourFamily.GREY),
        ("bagud for målstien", "Bagud", "▼", ColourFamily.BAD),
        ("undervejs uden en målsti", "Undervejs", "▷", ColourFamily.UNDERWAY),
        ("aftalen er ikke begyndt", "Ikke begyndt", "○", ColourFamily.GREY),
        ("kun udgangspunktet", "Ingen måling endnu", "○", ColourFamily.GREY),
        ("udgået", "Udgået", "◐", ColourFamily.AGREED),
    ],
)
def test_word_shape_and_colour_come_together(case: str, word: str, shape: str, family: ColourFamily) -> None:
    shown = badge(SENTENCES[case][0])
    assert (shown.word, shown.shape, shown.family) == (word, shape, family)


@pytest.mark.parametrize("case", SENTENCES)
def test_badge_and_sentence_say_the_same_status(case: str) -> None:
    judged = SENTENCES[case][0]
    assert sentence(judged, DEFINITIONS).startswith(opening(judged))
    assert sentence(judged, DEFINITIONS).startswith(openings(judged.status))


def test_the_sentences_above_try_every_line_of_the_table() -> None:
    assert {badge(judged).line for judged, _ in SENTENCES.values()} == {line.id for line in TABLE}
