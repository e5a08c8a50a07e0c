"""Several answers to one question, side by side in tabs: only the one that is open is asked and drawn."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import streamlit as st

from engagement.app.scope import Scope
from engagement.ui.components import show
from engagement.ui.components.placed import Placed
from engagement.ui.shell import parts

_STEP = 10
"""The page's own tabs stand at 10, 20, 30 …, so that a header can ask for a place between two."""


def queries(
    name: str,
    answers: Mapping[str, str | tuple[str, ...]],
    *,
    scope: Scope,
    with_table: bool = False,
    more: Iterable[Placed] = (),
) -> None:
    """Draw tabs, and below the open one its query, or several, each with its own parameters.

    Args:
        name: what the tabs are called in the address, so that a link opens the same one.
        answers: id of the query, or of several, by the words on its tab; the one that opens first at first.
        scope: the filters' values.
        with_table: show the table below each picture from the start.
        more: what headers place among them; below one of the page's own tabs where it has the same words.
    """
    order = {label: _STEP * number for number, label in enumerate(answers, start=1)}
    added: dict[str, list[Placed]] = {}
    for entry in more:
        order.setdefault(entry.label, entry.order)
        added.setdefault(entry.label, []).append(entry)
    labels = sorted(order, key=lambda label: order[label])
    shown = [parts.plain(label) if label in added else label for label in labels]
    for label, tab in zip(labels, st.tabs(shown, key=name, on_change="rerun", bind="query-params"), strict=True):
        if tab.open:
            with tab:
                own = answers.get(label, ())
                for query_id in (own,) if isinstance(own, str) else own:
                    show.query(query_id, scope=scope, with_widgets=True, with_table=with_table)
                for entry in added.get(label, ()):
                    entry.draw(scope=scope, with_table=with_table)
