"""Whatever is put into an element or a template is escaped there; what cannot be escaped is refused."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import UndefinedError
from markupsafe import Markup, escape

from kpi.markup import element, number, script, style
from kpi.model.views.parts import Fact
from kpi.report import parts


@given(st.text())
def test_text_of_an_element_is_escaped_in_content_and_attributes(text: str) -> None:
    assert element("p", text, title=text) == f'<p title="{escape(text)}">{escape(text)}</p>'


@given(st.text())
def test_text_in_a_piece_is_escaped(text: str) -> None:
    assert parts.facts([Fact(text, text, "")]) == (
        f'<dl class="kpi-facts"><div><dt>{escape(text)}</dt><dd>{escape(text)}</dd></div></dl>'
    )


def test_elements_in_elements_are_not_escaped_again() -> None:
    assert element("g", element("title", "a < b"), "<c>") == "<g><title>a &lt; b</title>&lt;c&gt;</g>"
    assert parts.headed(2, "<a>", Markup("<p>b</p>")) == "<h2>&lt;a&gt;</h2><p>b</p>"


def test_an_element_says_numbers_shortly_and_names_its_attributes_as_they_are() -> None:
    drawn = element("line", x1=1.0, x2=2.346, css="grid", stroke_width=0.5, viewBox="0 0 1 1")
    assert drawn == '<line x1="1" x2="2.35" class="grid" stroke-width="0.5" viewBox="0 0 1 1"/>'
    assert [number(value) for value in (100, 0.1, 12.345, -3.0)] == ["100", "0.1", "12.35", "-3"]


def test_what_an_element_and_a_piece_make_is_markup() -> None:
    assert isinstance(element("p"), Markup)
    assert isinstance(parts.bullets(["a"]), Markup)
    assert isinstance(parts.bullets([]), Markup)
    assert not parts.bullets([])


@pytest.mark.parametrize("made", [style, script])
def test_a_sheet_or_a_script_cannot_be_ended_from_inside(made: object) -> None:
    assert callable(made)
    assert made("a<b{c:d}") in ("<style>a<b{c:d}</style>", "<script>a<b{c:d}</script>")
    for ending in ("</style>", "</script>", "<!--"):
        with pytest.raises(ValueError, match="cannot hold"):
            made(f"x{ending}")


def test_a_word_that_a_template_lacks_is_an_error() -> None:
    with pytest.raises(UndefinedError):
        parts.facts([object()])  # type: ignore[list-item]


def test_pieces_stand_on_one_line_and_keep_the_lines_of_a_text() -> None:
    assert parts.written("a\n\nb") == "a<br><br>b"
    assert parts.paragraphs(["a\nb"]) == "<p>a\nb</p>"
    assert "\n" not in parts.bullets(["a", "", "b"])
