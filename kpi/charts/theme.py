"""The one theme of everything drawn: colours in light and dark, and the style sheet of charts and badges.

Streamlit sets `color-scheme` on its page, so `light-dark()` follows the reader's choice without a word from us.
Contrast against the background: text at least 4.5:1, graphics at least 3:1 (tests/charts/test_theme.py counts it).
"""

from __future__ import annotations

from dataclasses import dataclass

from kpi.model.views.parts import ColourFamily
from kpi.texts.statuses import COLOURS


@dataclass(frozen=True, slots=True)
class Palette:
    background: str
    ink: str
    muted: str
    grid: str
    band: str
    accent: str
    bar: str
    reference: str
    example: str
    example_soft: str
    fan_80: str
    fan_50: str


LIGHT = Palette(
    background="#ffffff",
    ink="#1b2430",
    muted="#56616e",
    grid="#e3e8ed",
    band="#f1f4f7",
    accent="#0b5cad",
    bar="#8596a8",
    reference="#8a5a00",
    example="#6b5300",
    example_soft="#fff7d1",
    fan_80="#edf0f3",
    fan_50="#dde3e9",
)
DARK = Palette(
    background="#12171d",
    ink="#e8edf2",
    muted="#a9b4c0",
    grid="#2b343f",
    band="#1c232c",
    accent="#7db8f5",
    bar="#66788b",
    reference="#f0bc5e",
    example="#f3d77a",
    example_soft="#362d0e",
    fan_80="#1f2832",
    fan_50="#2b3642",
)


def variables() -> str:
    """The palettes as CSS variables that follow the page's `color-scheme`."""
    pairs = [
        (name.replace("_", "-"), getattr(LIGHT, name), getattr(DARK, name)) for name in Palette.__dataclass_fields__
    ]
    for family, colours in COLOURS.items():
        pairs += [(family, colours.text, colours.dark_text), (f"{family}-soft", colours.ground, colours.dark_ground)]
    return f":root{{{';'.join(f'--kpi-{name}:light-dark({light},{dark})' for name, light, dark in pairs)}}}"


def family_rules() -> str:
    """`.kpi-good` … give text its colour; together with `.kpi-badge` also the soft ground."""
    return "".join(
        f".kpi-{name}{{color:var(--kpi-{name})}}.kpi-badge.kpi-{name}{{background:var(--kpi-{name}-soft)}}"
        for name in ColourFamily
    )


CHART_RULES = """
.kpi-figure{margin:0;container-type:inline-size}
.kpi-figure figcaption{font-weight:600;margin:0 0 .35rem;line-height:1.35;color:var(--kpi-ink)}
.kpi .kpi-figure .kpi-source{margin:.35rem 0 0}
.kpi-svg{display:block;width:100%;height:auto;font-family:inherit;font-variant-numeric:tabular-nums;overflow:visible}
.kpi-svg.kpi-narrow{display:none}
@container (max-width:560px){.kpi-svg.kpi-wide{display:none}.kpi-svg.kpi-narrow{display:block}}
.kpi-svg text{fill:var(--kpi-muted)}
.kpi-svg .grid{stroke:var(--kpi-grid);fill:none}
.kpi-svg .axis{stroke:var(--kpi-muted);fill:none}
.kpi-svg .band{fill:var(--kpi-band)}
.kpi-svg .best{fill:var(--kpi-good-soft)}
.kpi-svg .cut{stroke:var(--kpi-muted);stroke-dasharray:3 3;fill:none}
.kpi-svg .observed{stroke:var(--kpi-ink);fill:none;stroke-linejoin:round;stroke-linecap:round}
.kpi-svg .path{stroke:var(--kpi-muted);fill:none}
.kpi-svg .required{stroke:var(--kpi-reference);fill:none}
.kpi-svg .alarm{stroke:var(--kpi-reference);stroke-dasharray:2 4;fill:none}
.kpi-svg .point{fill:var(--kpi-ink);stroke:var(--kpi-ink)}
.kpi-svg .hollow{fill:var(--kpi-background);stroke:var(--kpi-ink)}
.kpi-svg .target{fill:var(--kpi-accent);stroke:none}
.kpi-svg .level{stroke:var(--kpi-accent);fill:none}
.kpi-svg .bar{fill:var(--kpi-bar)}
.kpi-svg .expected{stroke:var(--kpi-ink);fill:none}
.kpi-svg .own{fill:var(--kpi-accent)}
.kpi-svg .ownline{stroke:var(--kpi-accent);fill:none;stroke-linejoin:round}
.kpi-svg .middle{fill:var(--kpi-grid)}
.kpi-svg .fan80{fill:var(--kpi-fan-80)}
.kpi-svg .fan50{fill:var(--kpi-fan-50)}
.kpi-svg .limit{stroke:var(--kpi-muted);fill:none}
.kpi-svg .mean{stroke:var(--kpi-muted);fill:none}
.kpi-svg .before{stroke:var(--kpi-bar);fill:none;stroke-dasharray:1 3;stroke-linecap:round}
.kpi-svg .better{fill:var(--kpi-good);stroke:var(--kpi-good)}
.kpi-svg .worse{fill:var(--kpi-bad);stroke:var(--kpi-bad)}
.kpi-svg .changed{fill:var(--kpi-agreed);stroke:var(--kpi-agreed)}
.kpi-svg .hollow.better,.kpi-svg .hollow.worse,.kpi-svg .hollow.changed{fill:var(--kpi-background)}
.kpi-icon{width:1.25em;height:1.25em;vertical-align:-.25em}
.kpi-svg .median{stroke:var(--kpi-muted);fill:none}
.kpi-svg text.strong{fill:var(--kpi-ink);font-weight:650}
.kpi-svg text.ink{fill:var(--kpi-ink)}
.kpi-svg text.accent{fill:var(--kpi-accent);font-weight:650}
.kpi-svg text.reference{fill:var(--kpi-reference)}
.kpi-svg text.good{fill:var(--kpi-good)}
.kpi-svg .touch{fill:transparent;stroke:none}
.kpi-svg .newest{fill:currentColor;stroke:currentColor}
.kpi-svg .newest.hollow{fill:var(--kpi-background)}
.kpi-svg .halo{paint-order:stroke;stroke:var(--kpi-background);stroke-width:.3em;stroke-linejoin:round}
.kpi-example{display:inline-block;font-size:.8rem;font-weight:600;line-height:1.4;padding:0 .5em;
border:1px solid var(--kpi-example);border-radius:.25rem;color:var(--kpi-example);background:var(--kpi-example-soft);
vertical-align:middle;white-space:nowrap}
.kpi .kpi-source{color:var(--kpi-muted);font-size:.85rem;font-weight:400}
.kpi-spine{min-width:150px;max-width:240px}
.kpi-spark{display:block;width:100%;max-width:190px;height:auto;overflow:visible}
""".replace("\n", "")


def style_sheet() -> str:
    """Everything an SVG chart needs, without the tag."""
    return variables() + family_rules() + CHART_RULES
