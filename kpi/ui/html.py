"""The way HTML of ours reaches the page, and the style sheet it wears."""

from __future__ import annotations

from typing import Literal

import streamlit as st
from markupsafe import Markup

from kpi.markup import style
from kpi.report.style import parts_style
from kpi.texts.screens import everywhere, import_figures

SCREEN = """
.stMainBlockContainer{max-width:1180px;padding-top:4.2rem;padding-bottom:2rem}
.stApp .kpi h1,.stApp .kpi h2,.stApp .kpi h3{scroll-margin-top:4rem}
[data-testid=stHeader] .stAppToolbar::before{font-weight:700;font-size:1.1rem;margin:0 1rem 0 .5rem;
color:var(--kpi-ink);white-space:nowrap}
.kpi [data-testid=stHeaderActionElements]{display:none}
.stApp [data-testid^=stBaseButton-primary]:not(:disabled){color:var(--kpi-background)}
.kpi:has(>h1:last-child){margin-bottom:1.1rem}
.kpi:has(>.kpi-scroll:last-child),.kpi:has(>.kpi-figure:last-child){margin-bottom:.9rem}
.kpi-profile+details,details+.kpi-small{margin-top:.6rem}
.kpi-dense .kpi-table{font-size:.9rem}
.kpi-foot{border-top:1px solid var(--kpi-grid);
padding-top:.6rem;margin-top:2.5rem;color:var(--kpi-muted);font-size:.87rem}
.kpi-cards{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,24rem),1fr));gap:1rem 2.5rem}
.kpi-card{border-top:2px solid var(--kpi-ink);padding:.7rem 0;position:relative}
.kpi-card h2>a{text-decoration:none;color:var(--kpi-ink)}
.kpi-card h2>a::after{content:"";position:absolute;inset:0}
.kpi-card:hover h2>a{text-decoration:underline}
.kpi-card ul.kpi-counts{font-size:1rem;gap:.1rem 1.1rem}
.kpi-card .kpi-counts b{font-size:1.15rem}
.kpi-chart-title{margin:0}
.kpi-guide{border:1px solid var(--kpi-grid);border-radius:.25rem;padding:.7rem 1rem;margin-top:1rem}
.kpi-guide dl{margin:.9rem 0 .3rem;display:grid;grid-template-columns:max-content 1fr;gap:.35rem .9rem;
align-items:baseline}
.kpi-guide dt,.kpi-guide dd{margin:0}
@media (max-width:640px){.st-key-explore{display:none}}
@media (max-width:640px){.kpi-guide dl{grid-template-columns:1fr;gap:.1rem}.kpi-guide dd{margin-bottom:.5rem}}
.st-key-share{margin-left:auto}
.kpi .kpi-earlier{margin:0 0 1.4rem;padding:.1rem .6rem;border-radius:.3rem;font-weight:600;font-size:.9rem;
background:var(--kpi-near-soft);color:var(--kpi-near)}
.stApp a:focus-visible,.stApp button:focus-visible,.stApp [role=tab]:focus-visible,.stApp summary:focus-visible{
outline:3px solid var(--kpi-accent);outline-offset:2px}
""".replace("\n", "")


def style_element() -> Markup:
    """The style sheet of everything of ours, and the program's name before the menu."""
    name = f'[data-testid=stHeader] .stAppToolbar::before{{content:"{everywhere.PROGRAM}"}}'
    return style(f"{parts_style()}{SCREEN}{name}{_fields_in_danish()}")


def _fields_in_danish() -> str:
    """Streamlit's fields for a file and for a day have English words of their own."""
    year = "[data-testid=stDateInput] [data-type=year][data-placeholder]"
    field = ".st-key-import_file"
    return (
        f"{field} [data-testid=stFileUploaderDropzone] button p,"
        f"{field} [data-testid=stFileUploaderDropzoneInstructions] span{{font-size:0}}"
        f"{field} [data-testid=stFileUploaderDropzone] button p::after"
        f'{{content:"{import_figures.UPLOAD_BUTTON}";font-size:1rem}}'
        f"{field} [data-testid=stFileUploaderDropzoneInstructions] span::after"
        f'{{content:"{import_figures.UPLOAD_HINT}";font-size:.9rem}}'
        f'{field}:has([aria-invalid=true])::after{{content:"{import_figures.UPLOAD_REFUSED}";font-weight:600}}'
        f"{field} .stTooltipErrorHoverTarget{{pointer-events:none}}"
        f"{field} .stTooltipErrorHoverTarget button{{pointer-events:auto}}"
        f'{year}{{font-size:0}}{year}::before{{content:"{everywhere.EMPTY_YEAR}";font-size:.875rem}}'
        ".st-key-import_preview .kpi{margin-bottom:.6rem}"
    )


def show(content: Markup, *, width: int | Literal["stretch", "content"] = "stretch") -> None:
    """HTML of ours. Nothing is shown for nothing.

    Not st.html: that takes every SVG out. Markdown ends a block of HTML at a blank line and would read on from there,
    so line breaks, which only a text from outside can hold, are spelled.
    """
    if content:
        block = Markup('<div class="kpi">{}</div>').format(content)
        block = block.replace("\r", Markup("&#13;")).replace("\n", Markup("&#10;"))
        st.markdown(block, unsafe_allow_html=True, width=width)
