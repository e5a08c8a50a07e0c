"""Figures with their change, trend and ground, a row of them at a time."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal

import streamlit as st

from engagement.app.choices import choices
from engagement.app.compare import compared
from engagement.app.scope import academic_year
from engagement.present import format, provenance
from engagement.present.changes import what_changed
from engagement.present.reading import reading
from engagement.result import Result
from engagement.ui.components import drill_through, show, sparkline
from engagement.ui.components.origin import on_demand
from engagement.ui.shell import parts
from engagement.ui.shell.filters import Scope

_MOST_IN_A_ROW = 4
_NONE: Mapping[str, str] = MappingProxyType({})
_ARROWS: dict[int, Literal["up", "off", "down"]] = {1: "up", 0: "off", -1: "down"}


def metrics(*query_ids: str, scope: Scope, by_region: Mapping[str, str] = _NONE) -> None:
    """Draw one card per query; a query that fails says so in its own card.

    Args:
        query_ids: queries with a [card].
        scope: the filters' values.
        by_region: for some of them, the query that shows the same figure by region and tells where a change came from.
    """
    for row in _rows(query_ids):
        for column, query_id in zip(st.columns(len(row)), row, strict=True):
            with column, parts.part(query_id):
                metric(query_id, scope=scope, by_region=by_region.get(query_id, ""))


def metric(query_id: str, *, scope: Scope, by_region: str = "") -> None:
    """Draw one card: the figure, its change and trend, what changed in one sentence, and what it rests on.

    Raises:
        EngagementError: there is no such query, or it fails.
    """
    result = show.asked(query_id, scope=scope)
    year = academic_year(scope, choices())
    said = compared(reading(result, year=year), result, scope, of=year)
    with st.container(border=True, height="stretch", gap="small"):
        st.metric(
            said.title,
            f"{said.value} :small[{said.unit}]" if said.unit else said.value,
            said.change or None,
            delta_color="primary" if said.direction else "off",
            delta_arrow=_ARROWS[said.direction],
            delta_description=said.compared_with if said.change else None,
            help=ground(result),
        )
        sparkline.draw(said.trend, label=f"{said.title}: trend over {len(said.trend)} complete periods")
        by = show.asked(by_region, scope=scope) if by_region and not scope.compare else None
        if not scope.compare and (changed := what_changed(result, by, year=year)):  # it tells of the period before
            st.markdown(f":small[{parts.plain(changed)}]")
        unchanged = [said.compared_with] if said.compared_with and not said.change else []
        notes = [
            note[:1].upper() + note[1:] for note in filter(None, (show.aside(result, scope), *said.notes, *unchanged))
        ]
        st.caption("  \n".join(map(parts.plain, notes)))
        drill_through.agreements(result)
        on_demand(result, result.query.id)


def ground(result: Result) -> str:
    """What a figure rests on, as Markdown: definition, denominator, day, what is left out or hidden, files."""
    query, from_where = result.query, result.provenance
    lines = [parts.plain(query.question)]
    lines += [f"**{heading}.** {parts.plain(text)}" for heading, text in provenance.definition(query)]
    lines.append(f"**As of** {format.day(from_where.as_of)}.")
    if from_where.left_out:
        lines.append(f"**Left out.** {parts.plain('; '.join(map(provenance.omitted, from_where.left_out)))}.")
    if result.hidden_note:
        lines.append(f"**Small numbers.** {parts.plain(result.hidden_note)}")
    if from_where.sources:
        lines.append(f"**From.** {parts.plain(', '.join(source.file for source in from_where.sources))}.")
    lines.append(f"Query library: `{query.id}`")
    return "\n\n".join(lines)


def _rows(query_ids: tuple[str, ...]) -> list[tuple[str, ...]]:
    """Rows of nearly equal length, none longer than four."""
    count = -(-len(query_ids) // _MOST_IN_A_ROW)
    length = -(-len(query_ids) // count) if count else 1
    return [query_ids[at : at + length] for at in range(0, len(query_ids), length)]
