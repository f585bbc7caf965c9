"""Example entries of the journal: what people could have said about the contracts, made up and marked as examples.

Roles only, never a person's name. Requirements and actions are looked up in the contracts, so that an entry about
something no longer in a contract stops the program.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from kpi.model.contract import Assessment, Contract, Milestone, Recurring
from kpi.model.journal import (
    ActionState,
    ActionUpdate,
    Assessed,
    Comment,
    FollowUp,
    MeetingHeld,
    MilestoneReached,
    OccasionRegistered,
    Statement,
    Verdict,
)

NOON = time(12, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class ExampleEntry:
    applies_on: date
    statement: Statement
    recorded_on: date

    @property
    def recorded_at(self) -> datetime:
        return datetime.combine(self.recorded_on, NOON)


def entry(day: str, statement: Statement, recorded: str = "") -> ExampleEntry:
    return ExampleEntry(date.fromisoformat(day), statement, date.fromisoformat(recorded or day))


def required(contract: Contract, criterion: str, kind: type[Milestone | Recurring | Assessment]) -> list[str]:
    """Ids of the criterion's requirements of one kind. ValueError where it has none."""
    ids = [one.id for one in contract.criterion(criterion)[1].requirements if isinstance(one, kind)]
    if not ids:
        raise ValueError(f"{contract.id}: {criterion} has no {kind.__name__}")
    return ids


def action(contract: Contract, goal_id: str, words: str, state: ActionState, role: str, note: str = "") -> ActionUpdate:
    """About the one action of the goal whose title holds the words. ValueError where it is not exactly one."""
    (goal,) = (goal for goal in contract.goals if goal.id == goal_id)
    titles = [one.title for one in goal.actions if words in one.title]
    if len(titles) != 1:
        raise ValueError(f"{contract.id}: {len(titles)} actions of {goal_id} hold «{words}»")
    return ActionUpdate(contract.id, goal_id, titles[0], state, role, note)


def silkeborg(contract: Contract) -> Iterator[ExampleEntry]:
    committee, us = "MED-udvalget, Jobkompagniet", contract.id
    (insight,) = required(contract, "s6a", Assessment)
    (method,) = required(contract, "s6b", Milestone)
    monthly, at_meetings = required(contract, "s6b", Recurring)
    (comparable,) = required(contract, "s6c", Milestone)
    (basis,) = required(contract, "s7", Milestone)
    (fixed_item,) = required(contract, "s8", Recurring)

    yield entry("2016-12-13", MeetingHeld(us, committee))
    yield entry(
        "2016-12-13",
        FollowUp(us, "s5a", "Oversigt over sager over 26 uger", "teamleder, sygedagpenge", "inden 24. januar 2017"),
    )
    yield entry(
        "2017-01-10",
        action(contract, "sygemeldte", "fremrykke kontakten", ActionState.UNDER_WAY, "teamleder, sygedagpenge",
               "Fuldt indført inden 1. marts 2017"),
    )  # fmt: skip
    yield entry(
        "2017-01-10",
        action(
            contract, "sygemeldte", "intensivere og effektivisere", ActionState.UNDER_WAY, "teamleder, sygedagpenge"
        ),
    )
    yield entry("2017-01-10", action(contract, "effektmaaling", "for 2017", ActionState.UNDER_WAY, "afdelingsledere"))
    yield entry(
        "2017-01-24",
        Comment(
            us, "s5a", "2016-12", "Oversigten over sager over 26 uger er klar. Flest sager venter på lægeoplysninger."
        ),
    )
    yield entry("2017-01-24", Comment(us, "s5b", "2016-12", "Flere forløb er afsluttet til fleksjob end ventet."))
    for month, last in enumerate((27, 24, 31, 28, 31, 30, 31, 31, 29, 31, 30, 29), start=1):
        held = OccasionRegistered(us, monthly, True, "personalemøde", "Nøgletallene blev vist på tavlen.")
        yield entry(f"2017-{month:02d}-{last:02d}", held)
    for day, item in (
        ("2017-01-31", "Sparring mellem kolleger"),
        ("2017-03-28", "Kommunikation med borgerne"),
        ("2017-06-20", "Samarbejdet med virksomhederne"),
        ("2017-09-26", "Sparring mellem kolleger"),
        ("2017-12-12", "Årets indsatsområder samlet"),
    ):
        yield entry(day, MeetingHeld(us, committee))
        yield entry(day, OccasionRegistered(us, fixed_item, True, committee, f"Evalueret: {item}."))
        yield entry(day, OccasionRegistered(us, at_meetings, True, committee, "Målopfølgningen var på dagsordenen."))
    yield entry(
        "2017-03-28",
        FollowUp(us, "s5a", "Fast ugentlig gennemgang af sager, der nærmer sig 26 uger", "teamleder, sygedagpenge",
                 "fra 1. april 2017"),
    )  # fmt: skip
    yield entry("2017-05-15", MilestoneReached(us, method, "ledergruppen", "Notat om måling af effekter, maj 2017"))
    yield entry(
        "2017-06-12",
        action(contract, "sygemeldte", "fremrykke kontakten", ActionState.DONE, "teamleder, sygedagpenge"),
    )
    yield entry(
        "2017-06-20",
        Comment(us, "s1", "2017-05", "Færre nye unge på ydelsen; afgangen til uddannelse er som sidste år."),
    )
    yield entry(
        "2017-09-26",
        FollowUp(us, "s4b", "Model for opfølgning på praktik afprøves", "virksomhedsteamet", "december 2017"),
    )
    yield entry(
        "2017-10-02",
        MilestoneReached(us, comparable, "ledergruppen", "Oversigt over områder, der kan sammenlignes"),
        recorded="2017-10-09",
    )
    yield entry(
        "2017-11-20",
        Assessed(
            us, insight, Verdict.FULFILLED, "ledergruppen", "12 interview på tværs af teams; 10 kendte målene.", 12
        ),
    )
    yield entry(
        "2017-11-30", MilestoneReached(us, basis, "ledergruppen", "Metodegrundlaget er taget i brug i alle teams")
    )
    yield entry("2017-12-04", action(contract, "effektmaaling", "for 2018", ActionState.DONE, "afdelingsledere"))
    yield entry("2018-01-25", Comment(us, "s5a", "2017-12", "Målet er ikke nået, men faldet tog fart efter april."))


def varde(contract: Contract) -> Iterator[ExampleEntry]:
    committee, leaders, us = "MED-udvalget, Borger & Arbejdsmarked", "ledergruppen", contract.id
    for day in ("2015-03-10", "2015-06-09", "2015-09-15", "2015-12-08", "2016-02-16"):
        yield entry(day, MeetingHeld(us, committee))
    reforms = zip(
        required(contract, "v12a", Milestone),
        (
            ("2015-01-28", "Vejledningsreformen"),
            ("2015-03-02", "Sygedagpengereformen"),
            ("2015-09-28", "Beskæftigelsesreformen"),
        ),
        strict=True,
    )
    for requirement, (day, reform) in reforms:
        yield entry(
            day, MilestoneReached(us, requirement, leaders, f"{reform} er indført i arbejdsgange og retningslinjer")
        )
    (systems,) = required(contract, "v13", Milestone)
    yield entry(
        "2015-10-05", MilestoneReached(us, systems, leaders, "Planlagt 1. oktober 2015, taget i brug 5. oktober 2015")
    )
    (offers,) = required(contract, "v14b", Recurring)
    yield entry(
        "2015-04-21", OccasionRegistered(us, offers, True, leaders, "Effekten af ungetilbuddene blev gennemgået.")
    )
    yield entry(
        "2015-10-20", OccasionRegistered(us, offers, True, leaders, "Effekten af ungetilbuddene blev gennemgået.")
    )

    yield entry(
        "2015-06-09", Comment(us, "v2a", "2015-05", "Flere korte fravær i foråret; langtidsfraværet er uændret.")
    )
    yield entry(
        "2015-06-09",
        FollowUp(
            us, "v6", "De sidste to teams kommer med i ledelsesinformationen", "fællessekretariatet", "inden nytår"
        ),
    )
    yield entry(
        "2015-12-08",
        FollowUp(us, "v16a", "Alle ledige ved 15 måneder får en jobformidler", "jobcentret", "januar 2016"),
    )
    for criterion, verdict, forum, evidence, sample in (
        ("v1a", Verdict.FULFILLED, leaders, "Stikprøve blandt borgere og samarbejdspartnere", 60),
        ("v1b", Verdict.PARTLY, leaders, "Stikprøve: to ud af tre følte sig taget med på råd", 60),
        ("v1c", Verdict.FULFILLED, leaders, "Flere løser selv deres ærinde", None),
        ("v2b", Verdict.FULFILLED, committee, "Mange ansøgere til alle opslåede stillinger", None),
        ("v2c", Verdict.FULFILLED, committee, "Trivselsmålingen 2015 ligger som i 2013", 176),
        ("v2d", Verdict.PARTLY, committee, "Personaleudskiftningen steg lidt i jobcentret", None),
        ("v3c", Verdict.FULFILLED, committee, "APV 2015 har færre anmærkninger end i 2013", None),
        ("v4a", Verdict.FULFILLED, "kompetenceudvalget", "Kurser gennemført efter planen", None),
        ("v4b", Verdict.FULFILLED, leaders, "Kvalitetsmålinger på udvalgte områder", None),
        ("v8a", Verdict.FULFILLED, leaders, "Nye løsninger er taget i brug i løbet af året", None),
        ("v11", Verdict.PARTLY, leaders, "Brugerundersøgelse: flertallet oplevede en dialog", 48),
        ("v12b", Verdict.PARTLY, leaders, "Fælles møder er begyndt, men ikke fast rutine", None),
        ("v16c", Verdict.NOT_FULFILLED, leaders, "Stikprøve: 31 af 50 sager var screenet ved 3. samtale", 50),
        ("v18b", Verdict.FULFILLED, leaders, "Brugerundersøgelse blandt nytilkomne", 24),
    ):
        (requirement,) = required(contract, criterion, Assessment)
        yield entry("2016-02-10", Assessed(us, requirement, verdict, forum, evidence, sample))
    yield entry("2016-02-16", Comment(us, "v10", "2015-12", "412 svar; resultatet ligger tæt på målet."))


def trial(contract: Contract) -> Iterator[ExampleEntry]:
    """Some of what a trial contract leaves to people: the first milestone, assessment and occasions; two meetings."""
    us, committee = contract.id, "MED-udvalget"
    for day in ("2026-05-19", "2026-09-15"):
        yield entry(day, MeetingHeld(us, committee))
    people = [one for _, criterion in contract.criteria() for one in criterion.requirements]
    for milestone in [one for one in people if isinstance(one, Milestone)][:1]:
        yield entry("2026-04-20", MilestoneReached(us, milestone.id, "ledergruppen", "Godkendt på ledermødet"))
    for assessment in [one for one in people if isinstance(one, Assessment)][:1]:
        yield entry("2026-09-15", Assessed(us, assessment.id, Verdict.PARTLY, committee, "Drøftet på mødet", 8))
    for recurring in [one for one in people if isinstance(one, Recurring)][:1]:
        for day in ("2026-05-19", "2026-09-15"):
            yield entry(day, OccasionRegistered(us, recurring.id, True, committee, "På dagsordenen."))


ENTRIES = {
    "silkeborg-jobkompagniet-2017": silkeborg,
    "varde-borger-og-arbejdsmarked-2015": varde,
    "proeveaftale-2026-silkeborg": trial,
    "proeveaftale-2026-varde": trial,
}
