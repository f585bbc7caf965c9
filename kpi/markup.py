"""The one way text becomes HTML or SVG: whatever is put into a template or an element is escaped on its way in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream
from markupsafe import Markup, escape


class _OneLine(Extension):
    """A line break in a template, and the room before what follows it, stand for nothing."""

    def filter_stream(self, stream: TokenStream) -> Iterator[Token]:
        for token in stream:
            text = token.type == "data"
            yield Token(token.lineno, token.type, re.sub(r"\n\s*", "", token.value)) if text else token


_SIGNS = re.compile("[&<>\"']")
_TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).parent),
    autoescape=True,
    undefined=StrictUndefined,
    extensions=[_OneLine],
    auto_reload=False,
)


class Pieces:
    """The macros of one template file, read and compiled when the first of them is used. What one makes is Markup."""

    def __init__(self, template: str, **known: object) -> None:
        """The file's path in this package, and what its macros may use beside what they are given."""
        self._template, self._known = template, known

    def __getattr__(self, macro: str) -> Any:
        """Asked once: afterwards they are its own."""
        vars(self).update(vars(_TEMPLATES.get_template(self._template, globals=self._known).module))
        return object.__getattribute__(self, macro)


def element(name: str, *content: str, **attributes: str | float) -> Markup:
    """`font_size=12.5` is font-size="12.5", with two decimals at most; `css` is the class.

    Without content it closes itself, as elements of SVG may.
    """
    said = "".join([f' {_name(key)}="{_value(value)}"' for key, value in attributes.items()])
    if not content:
        return Markup(f"<{name}{said}/>")
    return Markup(f"<{name}{said}>{''.join([_escaped(part) for part in content])}</{name}>")


def style(css: str) -> Markup:
    """A style sheet of ours. Nothing in it can be escaped, so what could end it is refused."""
    return _unescaped("style", css)


def script(code: str) -> Markup:
    return _unescaped("script", code)


def number(value: float) -> str:
    """With two decimals at most."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def _name(key: str) -> str:
    return "class" if key == "css" else key.replace("_", "-")


def _value(value: str | float) -> str:
    return _escaped(value) if isinstance(value, str) else number(value)


def _escaped(text: str) -> str:
    """Most text has nothing to escape, and to look is five times quicker than to make it Markup."""
    return text if isinstance(text, Markup) or not _SIGNS.search(text) else escape(text)


def _unescaped(name: str, text: str) -> Markup:
    if re.search("<[/!]", text):
        raise ValueError(f"a {name} of ours cannot hold what could end it")
    return Markup(f"<{name}>{text}</{name}>")
