"""MED-møde: the whole screen, one thing at a time, moved by keys.

Measures are in pixels of a screen of 1920 x 1080 (`--u` is one of them), so that what fits there fits on every screen
of that shape, and no letter is smaller than 24 there.
"""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st
from markupsafe import Markup

from kpi.charts.size import MEETING, NARROW
from kpi.charts.trajectory import trajectory_svg
from kpi.markup import Pieces, style
from kpi.model.views.criterion import CriterionView, RequirementView
from kpi.model.views.meeting import Meeting
from kpi.model.views.parts import Choice, Fact
from kpi.report import parts
from kpi.texts import periods
from kpi.texts.screens import controls, overview
from kpi.texts.screens import present as words
from kpi.texts.screens import signal as signal_words
from kpi.texts.signal import capital
from kpi.texts.statuses import counts_line
from kpi.ui import choices
from kpi.ui.html import show
from kpi.ui.pages import Page

BLANK, HELP, PLACE = "meeting.blank", "meeting.help", "meeting.place"
MOST_LINES, MOST_FACTS, MOST_PARTS = 5, 3, 3

STYLE = """
.stApp{--u:min(calc(100vw / 1920),calc(100vh / 1080))}
[data-testid=stHeader],.kpi-foot,.st-key-shared{display:none}
.kpi-stage{position:fixed;inset:0;z-index:1000;background:var(--kpi-background);color:var(--kpi-ink);
padding:calc(46*var(--u)) calc(84*var(--u)) calc(96*var(--u));font-size:calc(28*var(--u));line-height:1.3;
overflow:hidden;font-variant-numeric:tabular-nums}
.kpi .kpi-stage p,.kpi .kpi-stage li,.kpi .kpi-stage dt,.kpi .kpi-stage small{font-size:inherit;line-height:1.3}
.kpi-stage p{margin:0 0 calc(10*var(--u))}
.kpi-stage-head{display:flex;justify-content:space-between;color:var(--kpi-muted)}
.kpi-stage .kpi-example{font-size:calc(24*var(--u))}
.kpi-progress-line{height:calc(6*var(--u));background:var(--kpi-grid);margin:calc(12*var(--u)) 0 calc(26*var(--u))}
.kpi-progress-line div{height:100%;background:var(--kpi-accent)}
.kpi .kpi-stage h1{font-size:calc(54*var(--u));line-height:1.15;margin:0;
display:-webkit-box;-webkit-box-orient:vertical;
-webkit-line-clamp:2;overflow:hidden}
.kpi .kpi-stage h2{font-size:calc(32*var(--u));margin:calc(18*var(--u)) 0 calc(4*var(--u))}
.kpi-stage .kpi-verdict{font-size:calc(48*var(--u));line-height:1.2;margin:calc(16*var(--u)) 0 calc(20*var(--u));
gap:calc(8*var(--u)) calc(26*var(--u));flex-wrap:nowrap}
.kpi-stage .kpi-verdict .kpi-badge{font-size:calc(38*var(--u))}
.kpi-stage .kpi-standing{max-width:calc(520*var(--u))}
.kpi .kpi-stage .kpi-mark{font-size:calc(28*var(--u));margin-top:calc(6*var(--u))}
.kpi-stage-body{display:grid;max-height:calc(560*var(--u));overflow:hidden;
grid-template-columns:calc(1180*var(--u)) 1fr;gap:calc(56*var(--u))}
.kpi-stage .kpi-svg{width:calc(1180*var(--u));height:calc(440*var(--u))}
.kpi-stage .kpi-source{font-size:calc(24*var(--u));margin:calc(6*var(--u)) 0 0}
.kpi-stage .kpi-facts{gap:calc(14*var(--u))}
.kpi .kpi-stage .kpi-facts dd{font-size:calc(36*var(--u));line-height:1.2}
.kpi .kpi-stage .kpi-facts small,.kpi .kpi-stage .kpi-facts p{display:none}
.kpi-stage .kpi-shape{font-size:1em}
.kpi .kpi-stage ul.kpi-counts{font-size:calc(38*var(--u));gap:calc(10*var(--u)) calc(52*var(--u));
margin:calc(26*var(--u)) 0}
.kpi .kpi-stage .kpi-counts b{font-size:calc(56*var(--u))}
.kpi .kpi-stage .kpi-changes .kpi-badge{font-size:calc(26*var(--u))}
.kpi-stage .kpi-changes ul{font-size:inherit}
.kpi-stage ul.kpi-list{padding-left:1em}
.kpi-clamp{display:-webkit-box;-webkit-box-orient:vertical;overflow:hidden}
.kpi-part{display:flex;align-items:baseline;gap:calc(14*var(--u))}
.kpi-facts+.kpi-part{padding-top:calc(16*var(--u))}
.kpi .kpi-part .kpi-badge{flex:none;font-size:calc(24*var(--u))}
.kpi-stage-words{font-size:calc(34*var(--u));grid-template-columns:1fr 1fr}
.kpi-stage .kpi-stage-words .kpi-part .kpi-badge{font-size:calc(30*var(--u))}
.kpi-cover{max-width:calc(1560*var(--u))}
.kpi .kpi-cover h1{font-size:calc(84*var(--u))}
.kpi-keys{position:absolute;right:calc(84*var(--u));bottom:calc(110*var(--u));background:var(--kpi-band);
border:1px solid var(--kpi-muted);padding:calc(24*var(--u)) calc(36*var(--u))}
.kpi-keys dl{display:grid;grid-template-columns:max-content 1fr;gap:calc(8*var(--u)) calc(30*var(--u));margin:0}
.kpi-keys dd{margin:0}
.kpi-black{position:fixed;inset:0;z-index:2000;background:#000;color:#000}
.st-key-meeting_bar{position:fixed;left:calc(84*var(--u));right:calc(84*var(--u));bottom:calc(22*var(--u));width:auto;
z-index:1100;gap:calc(18*var(--u))}
.st-key-meeting_bar button{min-height:0;padding:calc(8*var(--u)) calc(20*var(--u));background:transparent}
.st-key-meeting_bar button *{font-size:calc(24*var(--u));line-height:1.2}
.st-key-meeting_unseen{display:none}
@media (max-width:700px){
.stApp{--u:.57px}
.kpi-stage{overflow-y:auto;padding:1rem 1rem 5rem}
.kpi-stage-head,.kpi-stage .kpi-verdict{flex-wrap:wrap}
.kpi-stage-body{display:block;max-height:none}
.kpi-stage .kpi-svg{width:100%;height:auto}
.kpi-stage .kpi-svg.kpi-wide{display:none}
.kpi-stage .kpi-svg.kpi-narrow{display:block}
.kpi .kpi-stage h1{-webkit-line-clamp:none}
.kpi .kpi-cover h1{font-size:calc(54*var(--u))}
.st-key-meeting_bar{left:0;right:0;bottom:0;padding:.3rem .5rem;justify-content:center;gap:0;
background:var(--kpi-background)}
.st-key-meeting_bar [class*=st-key-meeting_screen],.st-key-meeting_bar kbd{display:none}
.st-key-meeting_bar button{padding:.3rem .5rem}
}
""".replace("\n", "")

_PIECES = Pieces("ui/templates/meeting.html", parts=parts, words=words, overview=overview)


def show_meeting(view: Meeting) -> None:
    """Cover, one criterion a screen in the agenda's order, closing."""
    last = len(view.criteria) + 1
    places = [Choice(str(place), str(place)) for place in range(last + 1)]
    place = int(choices.pick("place", places, unknown=controls.UNKNOWN_PLACE))
    st.session_state[PLACE] = place
    st.html(style(STYLE))
    show(_stage(view, place, last))
    _bar(last)


def _stage(view: Meeting, place: int, last: int) -> Markup:
    day = periods.day(view.as_of)
    looked_from = controls.SEEN_FROM_EARLIER.format(day=day) if choices.shared().chosen_day else day
    named = " · ".join((view.committee, looked_from, view.contract.short_title))
    position = words.POSITION.format(place=place + 1, count=last + 1)
    done = f"{100 * (place + 1) / (last + 1):.1f}"
    keys, black = st.session_state.get(HELP), st.session_state.get(BLANK)
    return _PIECES.stage(view, named, position, done, _screen(view, place, last), keys, black)


def _screen(view: Meeting, place: int, last: int) -> Markup:
    if place == 0:
        lines, follow_ups = _beside_counts(view, view.cover_lines), view.follow_ups[:MOST_LINES]
        return _PIECES.cover(view, lines, _changes(view), follow_ups)
    if place == last:
        return _PIECES.closing(view, _beside_counts(view, view.closing))
    criterion = view.criteria[place - 1]
    return _PIECES.criterion(criterion, _body(criterion))


def _beside_counts(view: Meeting, lines: Sequence[str]) -> list[str]:
    """The counts stand in shape and colour, so the line that says them in words is left out."""
    return [line for line in lines if line != counts_line(view.counts)]


def _changes(view: Meeting) -> list[str]:
    """As many as a screen holds; the rest is counted."""
    lines = view.changes.lines
    more = len(lines) - MOST_LINES
    rest = [controls.MORE_CHANGES.format(count=more)] if more > 0 else []
    return [line.text for line in lines[:MOST_LINES]] + rest


def _body(view: CriterionView) -> Markup:
    """The chart and what stands beside it; where there is none, the words take its room."""
    current = [part for part in view.requirements if part.current] or list(view.requirements)
    several, said = len(view.requirements) > 1, bool(view.comments)
    listed = _parts(current) if several else Markup()
    # The requirement that decides is the one the verdict speaks of, and the chart must show what the verdict says.
    decisive = sorted(current, key=lambda part: part.badge != view.badge)
    drawn = next((part for part in decisive if part.trajectory), None)
    if drawn is None or drawn.trajectory is None:
        facts = parts.facts(_facts(decisive[0], MOST_FACTS - said)) if decisive else Markup()
        doing = _PIECES.doing(view.actions, 5 if facts or said else 10)
        return _PIECES.in_words(view, listed, facts + doing + _said(view, 4))
    wide = trajectory_svg(drawn.trajectory, MEETING, "kpi-wide")
    chart = wide + trajectory_svg(drawn.trajectory, NARROW, "kpi-narrow")
    # The column beside the chart has room for some fifteen lines; what is added to it takes its room from the rest.
    facts = parts.facts(_facts(drawn, 1 if several else MOST_FACTS - said))
    doing = _PIECES.doing(view.actions, {0: 5, 1: 3, 2: 2}[several + said])
    beside = facts + listed + doing + _said(view, 2 if several else 3)
    return _PIECES.drawn(chart, drawn.trajectory.source_line, beside)


def _facts(part: RequirementView, count: int) -> list[Fact]:
    """The first ones; where there is room for more than one, the last says whether anything is happening."""
    found = [fact for fact in part.facts if fact.label != signal_words.TAB][:count]
    if part.signal and count > 1:
        found[count - 1 :] = [Fact(signal_words.FACT, capital(part.signal.signal.word), "")]
    return found


def _parts(current: list[RequirementView]) -> Markup:
    """The requirements of the due that is shown, each with its own badge."""
    return _PIECES.requirements(current[:MOST_PARTS], 2 if len(current) >= MOST_PARTS else 3)


def _said(view: CriterionView, lines: int) -> Markup:
    return _PIECES.said(view.comments[0], lines) if view.comments else Markup()


def _bar(last: int) -> None:
    """Visible keys, and unseen twins of them: a button of Streamlit's takes one key."""
    with st.container(horizontal=True, vertical_alignment="center", key="meeting_bar"):
        _key(words.PREVIOUS, "left", -1, last)
        _key(words.NEXT, "right", 1, last)
        for label, key, flag in ((controls.BLANK_SCREEN, "b", BLANK), (controls.SHOW_KEYS, "h", HELP)):
            st.button(label, shortcut=key, on_click=_turn, args=(flag,), key=f"meeting_screen_{key}", type="tertiary")
        if st.button(words.LEAVE, shortcut="escape", type="tertiary"):
            st.session_state.pop(BLANK, None)
            st.switch_page(Page.OVERVIEW.script)
    with st.container(key="meeting_unseen"):
        _key(words.PREVIOUS, "pageup", -1, last)
        _key(words.NEXT, "pagedown", 1, last)
        _key(words.START, "home", -last, last)
        _key(words.CLOSING, "end", last, last)


def _key(label: str, key: str, step: int, last: int) -> None:
    st.button(label, shortcut=key, on_click=_go, args=(step, last), key=f"meeting.{key}", type="tertiary")


def _go(step: int, last: int) -> None:
    """From where the last key led, though that screen may not be drawn yet: three quick keys are three screens."""
    place = min(max(st.session_state[PLACE] + step, 0), last)
    st.session_state[BLANK] = False
    st.session_state[PLACE] = place
    choices.touch("place", str(place))


def _turn(flag: str) -> None:
    choices.touch("place", str(st.session_state[PLACE]))
    st.session_state[flag] = not st.session_state.get(flag, False)
