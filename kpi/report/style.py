"""How the pieces of HTML look, on screen and on paper: calm, one font, ink for the figures."""

from __future__ import annotations

from kpi.charts.theme import style_sheet

PARTS = """
.kpi{color:var(--kpi-ink);font-variant-numeric:tabular-nums;line-height:1.45}
.kpi p{margin:0 0 .5rem}
.kpi h1,.kpi h2,.kpi h3{color:var(--kpi-ink);line-height:1.25;padding:0;margin:0}
.kpi h1{font-size:1.9rem;font-weight:650}
.kpi h2{font-size:1.25rem;font-weight:650}
.kpi h3{font-size:1.05rem;font-weight:650}
.kpi .kpi-lead,.kpi .kpi-small{color:var(--kpi-muted)}
.kpi .kpi-small{font-size:.9rem}
.kpi details{margin:.3rem 0 0}
.kpi summary{cursor:pointer}
.kpi-modest{max-width:820px}
.kpi a{color:var(--kpi-accent)}
.kpi a:focus-visible,.kpi summary:focus-visible,.kpi-scroll:focus-visible{outline:3px solid var(--kpi-accent);
outline-offset:2px;border-radius:.2rem}
.kpi-badge{display:inline-block;padding:.12em .6em;border-radius:.3rem;font-weight:600;line-height:1.5}
.kpi-mark{color:var(--kpi-muted);font-size:.9rem;font-weight:400;line-height:1.3}
.kpi-standing{flex:none;max-width:14rem}
.kpi-standing .kpi-mark,td .kpi-mark{display:block;margin-top:.15rem}
.kpi-shape{font-size:.85em;font-weight:400}
.kpi ul.kpi-counts{display:flex;
flex-wrap:wrap;gap:.2rem 1.6rem;list-style:none;margin:.6rem 0;padding:0;font-size:1.1rem}
.kpi-counts li{margin:0;padding:0}
.kpi-counts b{font-size:1.4rem;font-weight:700}
.kpi-changes,.kpi-attention{background:var(--kpi-band);border-left:4px solid var(--kpi-good);padding:.6rem .9rem;
margin:.5rem 0}
.kpi-attention{border-left-color:var(--kpi-near)}
.kpi ul{margin:.25rem 0;padding-left:1.2rem}
.kpi-changes ul,.kpi-attention ul{font-size:.95rem}
.kpi li{margin:.15rem 0}
.kpi-changes .kpi-badge{font-size:.85rem;padding:0 .45em}
.kpi blockquote.kpi-quote{margin:.6rem 0;padding:.1rem 0 .1rem 1rem;opacity:1;border-left:3px solid var(--kpi-grid);
color:var(--kpi-muted)}
.kpi-verdict{display:flex;flex-wrap:wrap;gap:.4rem .9rem;align-items:baseline;font-size:1.2rem;font-weight:600;
margin:.8rem 0}
.kpi-verdict .kpi-badge{font-size:1rem;white-space:nowrap}
.kpi-facts{margin:0;display:flex;flex-direction:column;gap:1rem}
.kpi-facts div{margin:0}
.kpi-facts dt{color:var(--kpi-muted);font-weight:400;margin:0}
.kpi-facts dd{margin:0;font-size:1.3rem;font-weight:650;line-height:1.25}
.kpi-facts small{display:block;color:var(--kpi-muted);font-size:.9rem;font-weight:400}
.kpi-beside{display:grid;grid-template-columns:minmax(0,3fr) minmax(0,1fr);gap:1.2rem 2.5rem;margin:1rem 0}
.kpi-beside .kpi-figure{margin-bottom:.8rem}
.kpi-comment{margin:.6rem 0;max-width:46rem}
.kpi-comment p{margin:0}
.kpi-scroll{overflow-x:auto}
.kpi table.kpi-table{border-collapse:collapse;margin:0;min-width:min(100%,30rem);display:table}
.kpi .kpi-table caption{caption-side:top;text-align:left;font-weight:600;color:var(--kpi-ink);padding:0 0 .4rem}
.kpi .kpi-table th{color:var(--kpi-muted);font-weight:600;text-align:left;font-size:.9rem}
.kpi .kpi-table th,.kpi .kpi-table td{border:0;border-bottom:1px solid var(--kpi-grid);padding:.3rem .9rem .3rem 0;
vertical-align:top}
.kpi .kpi-table td.kpi-number{text-align:right;white-space:nowrap}
.kpi table.kpi-board{border-collapse:collapse;width:100%;margin:0;table-layout:fixed;display:table}
.kpi .kpi-board caption{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
.kpi .kpi-board th,.kpi .kpi-board td{border:0;padding:.55rem .7rem;vertical-align:middle;text-align:left;
overflow-wrap:break-word}
.kpi .kpi-board thead th{color:var(--kpi-muted);font-weight:600;font-size:.85rem;padding-top:.2rem;padding-bottom:.2rem}
.kpi .kpi-board tbody th{border-top:2px solid var(--kpi-ink);
padding:.7rem .7rem .2rem 0;font-size:1.15rem;font-weight:650;
color:var(--kpi-ink)}
.kpi .kpi-board tbody th small{display:inline;font-weight:400;color:var(--kpi-muted);font-size:.9rem;margin-left:.6rem}
.kpi .kpi-board tbody tr.kpi-line td{border-bottom:1px solid var(--kpi-grid)}
.kpi .kpi-board tbody tr.kpi-line:last-child td{border-bottom:0}
.kpi .kpi-board tbody tr.kpi-line{position:relative}
.kpi .kpi-board tbody tr.kpi-line:hover{background:var(--kpi-band)}
.kpi-board .kpi-title{font-weight:600;color:var(--kpi-ink)}
.kpi-board a.kpi-title{text-decoration:none;color:var(--kpi-ink)}
.kpi-board a.kpi-title::after{content:"";position:absolute;inset:0}
.kpi-board tr:hover a.kpi-title{text-decoration:underline}
.kpi-board small{display:block;color:var(--kpi-muted);font-size:.87rem;font-weight:400;line-height:1.35}
.kpi .kpi-board .kpi-right{text-align:right}
.kpi-board .kpi-badge{font-size:.92rem}
.kpi-board .kpi-example,.kpi-small .kpi-example{font-size:.72rem}
.kpi-board small.kpi-signal{display:flex;gap:.35em;color:var(--kpi-ink)}.kpi-signal .kpi-icon{flex:none}
.kpi-signals{display:flex;flex-wrap:wrap;gap:.2rem 1.6rem;margin:.2rem 0 .5rem}
.kpi-status{width:14%}.kpi-progress{width:14%}.kpi-chart{width:14%}.kpi-data{width:17%}.kpi-due{width:8.5%}
.kpi-profile .kpi-indicator{width:34%}.kpi-profile .kpi-figure-cell{width:9.5%}.kpi-profile .kpi-place{width:14%}
@media (min-width:700px){.kpi-verdict{flex-wrap:nowrap}}
@media screen and (max-width:820px){
.kpi-beside{grid-template-columns:minmax(0,1fr)}
.kpi .kpi-board thead{display:none}
.kpi table.kpi-board,.kpi .kpi-board tbody,.kpi .kpi-board tr{display:block}
.kpi .kpi-board th,.kpi .kpi-board td{display:block;width:auto;padding:.15rem 0}
.kpi .kpi-board tbody tr.kpi-line{padding:.6rem 0;border-bottom:1px solid var(--kpi-grid)}
.kpi .kpi-board tbody tr.kpi-line td{border:0}
.kpi .kpi-board .kpi-right{text-align:left}
.kpi .kpi-board td[data-heading]:not([data-heading=""])::before{content:attr(data-heading) ": ";color:var(--kpi-muted);
font-size:.87rem}
.kpi .kpi-board td:empty{display:none}
.kpi table.kpi-table{width:max-content}
.kpi .kpi-table td{max-width:15rem}
}
""".replace("\n", "")


def parts_style() -> str:
    """Charts and pieces, without the tag."""
    return style_sheet() + PARTS
