"""The filters that are active, in the main area: a chip each, which a click takes away."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import streamlit as st

from engagement.app.choices import Choices, choices
from engagement.app.scope import Scope
from engagement.present import format
from engagement.ui.shell import filters, parts
from engagement.warehouse.view import EVERY_YEAR

_MOST = 12


def draw(scope: Scope) -> None:
    """Draw a chip for every value that narrows the page; nothing where nothing does."""
    active = list(chips(scope, choices()))
    if not active:
        return
    with st.container(horizontal=True, gap="small", key="chips"):
        for label, key, value in active[:_MOST]:
            st.button(
                f"{parts.plain(label)} :material/close:",
                key=f"chip {key} {value}",
                on_click=filters.take_away,
                args=(key, value),
                help=f"Take away: {parts.plain(label)}",
            )
        if len(active) > _MOST:
            st.caption(f"and {len(active) - _MOST} more, in the filters")


def chips(scope: Scope, known: Choices) -> Iterator[tuple[str, str, Any]]:
    """What narrows the page, in the words of a chip, with the filter that holds it and its value there."""
    if scope.scheme != known.default_scheme:
        yield known.scheme_title(scope.scheme), "scheme", scope.scheme
    yield from ((region, "regions", region) for region in scope.regions)
    yield from ((known.place(iso3), "countries", iso3) for iso3 in scope.countries)
    if scope.period != EVERY_YEAR:
        yield known.period(scope.period), "period", scope.period
    if scope.on is not None:
        yield f"Agreements on {format.day(scope.on)}", "on", scope.on
    if scope.compare:
        compared = known.comparison(scope.compare)
        yield f"Compared with {compared[0].lower()}{compared[1:]}", "compare", scope.compare
