"""Key figures as a band of small tiles: value, change judged good or bad, trend, progress to the target.

All tiles of a band are one piece of HTML: a widget each would be most of what a browser works on at the first visit.
"""

from __future__ import annotations

import html
from collections.abc import Mapping
from functools import partial
from types import MappingProxyType

import streamlit as st

from engagement.app.choices import choices
from engagement.app.compare import compared
from engagement.app.scope import academic_year
from engagement.present.changes import what_changed
from engagement.present.reading import Reading, reading
from engagement.result import Result
from engagement.ui.components import drawer, drill_through, show, sparkline
from engagement.ui.components.drawer import Drawer
from engagement.ui.shell import parts
from engagement.ui.shell.filters import Scope

_NONE: Mapping[str, str] = MappingProxyType({})
_ARROWS = {1: "▲", 0: "", -1: "▼"}


def band(*query_ids: str, scope: Scope, by_region: Mapping[str, str] = _NONE) -> None:
    """Draw one tile per query; a query that fails says so above the band.

    Args:
        query_ids: queries with a [card].
        scope: the filters' values.
        by_region: for some of them, the query that shows the same figure by region and tells where a change came from.
    """
    drawn = []
    for query_id in query_ids:
        with parts.part(query_id):
            result = show.asked(query_id, scope=scope)
            figure = read(result, scope)
            aside = show.aside(result, scope)
            introduce = partial(_introduce, result, figure, aside, scope, by_region.get(query_id, ""))
            opens = drawer.offer(query_id, Drawer(figure.title, result, introduce))
            drawn.append(tile(figure, opens=opens, aside=aside))
    if drawn:
        # static/frame.css keeps room for as many, so that nothing jumps when they come
        with st.container(key=f"tiles-{len(drawn)}-{query_ids[0]}"):
            st.html(f'<div class="tiles">{"".join(drawn)}</div>')


def read(result: Result, scope: Scope) -> Reading:
    """A card's answer as one figure, of the chosen year, compared with what the reader asks for."""
    year = academic_year(scope, choices())
    return compared(reading(result, year=year), result, scope, of=year)


def tile(figure: Reading, *, opens: str = "", aside: str = "") -> str:
    """One tile as HTML; what has no room in it is said to those who listen, or in the drawer.

    Args:
        figure: what the tile says.
        opens: the attributes that open its drawer.
        aside: which filters it does not follow.
    """
    trend = sparkline.image(figure.trend, label="")
    change = (
        f'<span class="change {judged(figure)}">{_ARROWS[figure.direction]} {html.escape(figure.change)}'
        f'<span class="unseen"> {html.escape(figure.compared_with)}</span></span>'
        if figure.change
        else '<span class="change"></span>'
    )
    lines = [html.escape(f"{note[:1].upper()}{note[1:]}") for note in filter(None, [aside, figure.target])]
    unit = html.escape(figure.unit.removesuffix(figure.period))
    period = f'<span class="unit"><span class="unseen">{unit}</span>{html.escape(figure.period)}</span>'
    return (
        f'<button type="button" class="tile" {opens}><span class="name">{html.escape(figure.title)}</span>'
        f'<span class="row"><span class="value">{html.escape(figure.value)}</span> {period}</span>'
        f'<span class="row">{change}{trend}</span>{_progress(figure)}'
        f'<span class="below">{" · ".join(lines)}</span></button>'
    )


def judged(figure: Reading) -> str:
    """Whether a change is "good" or "bad" by the query's own word; "even" where it is neither."""
    if not figure.direction or figure.better not in ("up", "down"):
        return "even"
    return "good" if (figure.direction > 0) == (figure.better == "up") else "bad"


def _progress(figure: Reading) -> str:
    if figure.progress is None:
        return ""
    return f'<span class="progress"><i style="width:{min(figure.progress, 1):.0%}"></i></span>'


def _introduce(result: Result, figure: Reading, aside: str, scope: Scope, by_region: str) -> None:
    """What a tile's drawer says first: figure, change, what is behind it, and the way to the agreements."""
    st.metric(
        figure.unit or figure.title,
        figure.value,
        figure.change or None,
        delta_color="off" if judged(figure) == "even" else "normal" if figure.better == "up" else "inverse",
        delta_description=figure.compared_with if figure.change else None,
    )
    if not scope.compare:  # it tells of the period before
        by = show.asked(by_region, scope=scope) if by_region else None
        if changed := what_changed(result, by, year=academic_year(scope, choices())):
            st.markdown(parts.plain(changed))
    unchanged = [figure.compared_with] if figure.compared_with and not figure.change else []
    notes = [
        f"{note[:1].upper()}{note[1:]}" for note in filter(None, (aside, figure.target, *figure.notes, *unchanged))
    ]
    if notes:
        st.caption("  \n".join(map(parts.plain, notes)))
    drill_through.agreements(result)
