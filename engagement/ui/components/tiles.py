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
from engagement.app.scope import Scope, academic_year
from engagement.present.reading import Reading, reading
from engagement.present.what_changed import what_changed
from engagement.result import Result
from engagement.ui.components import drawer, drill_through, show, sparkline
from engagement.ui.components.drawer import Drawer
from engagement.ui.shell import parts

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
            drawn.append(offered(query_id, scope, by_region=by_region.get(query_id, "")))
    if drawn:
        # static/frame.css keeps room for as many, so that nothing jumps when they come
        with st.container(key=f"tiles-{len(drawn)}-{query_ids[0]}"):
            st.html(f'<div class="tiles">{"".join(drawn)}</div>')


def offered(query_id: str, scope: Scope, *, by_region: str = "", key: str = "") -> str:
    """Ask a query and return its tile as HTML, its drawer offered.

    Args:
        query_id: a query with a [card].
        scope: the filters' values.
        by_region: the query that shows the same figure by region.
        key: tells two tiles of one query on a page apart.
    """
    result = show.asked(query_id, scope=scope)
    shown, aside = read(result, scope), show.aside(result, scope)
    drawer_key, title = f"{query_id} {key}".strip(), f"{shown.title}, {key}" if key else shown.title
    introduce = partial(_introduce, result, shown, aside, scope, by_region)
    return tile(shown, opens=drawer.offer(drawer_key, Drawer(title, result, introduce)), aside=aside)


def read(result: Result, scope: Scope) -> Reading:
    """Return a card's answer as one figure, of the chosen year, compared with what the reader asks for."""
    year = academic_year(scope, choices())
    return compared(reading(result, year=year), result, scope, of=year)


def tile(shown: Reading, *, opens: str = "", aside: str = "") -> str:
    """One tile as HTML; what has no room in it is said to those who listen, or in the drawer.

    Args:
        shown: what the tile says.
        opens: the attributes that open its drawer.
        aside: which filters it does not follow.
    """
    trend = sparkline.image(shown.trend, label="")
    change = (
        f'<span class="change {judged(shown)}">{_ARROWS[shown.direction]} {html.escape(shown.change)}'
        f'<span class="unseen"> {html.escape(shown.compared_with)}</span></span>'
        if shown.change
        else '<span class="change"></span>'
    )
    lines = [html.escape(f"{note[:1].upper()}{note[1:]}") for note in filter(None, [aside, shown.target])]
    unit = html.escape(shown.unit.removesuffix(shown.period))
    period = f'<span class="unit"><span class="unseen">{unit}</span>{html.escape(shown.period)}</span>'
    return (
        f'<button type="button" class="tile" {opens}><span class="name">{html.escape(shown.title)}</span>'
        f'<span class="row"><span class="value">{html.escape(shown.value)}</span> {period}</span>'
        f'<span class="row">{change}{trend}</span>{_progress(shown)}'
        f'<span class="below">{" · ".join(lines)}</span></button>'
    )


def judged(shown: Reading) -> str:
    """Whether a change is "good" or "bad" by the query's own word; "even" where it is neither."""
    if not shown.direction or shown.better not in ("up", "down"):
        return "even"
    return "good" if (shown.direction > 0) == (shown.better == "up") else "bad"


def _progress(shown: Reading) -> str:
    if shown.progress is None:
        return ""
    return f'<span class="progress"><i style="width:{min(shown.progress, 1):.0%}"></i></span>'


def _introduce(result: Result, shown: Reading, aside: str, scope: Scope, by_region: str) -> None:
    """Draw what a tile's drawer says first: figure, change, what is behind it, and the way to the agreements."""
    st.metric(
        shown.unit or shown.title,
        shown.value,
        shown.change or None,
        delta_color="off" if judged(shown) == "even" else "normal" if shown.better == "up" else "inverse",
        delta_description=shown.compared_with if shown.change else None,
    )
    if not scope.compare:  # it tells of the period before
        by = show.asked(by_region, scope=scope) if by_region else None
        if changed := what_changed(result, by, year=academic_year(scope, choices())):
            st.markdown(parts.plain(changed))
    unchanged = [shown.compared_with] if shown.compared_with and not shown.change else []
    notes = [f"{note[:1].upper()}{note[1:]}" for note in filter(None, (aside, shown.target, *shown.notes, *unchanged))]
    if notes:
        st.caption("  \n".join(map(parts.plain, notes)))
    drill_through.agreements(result)
