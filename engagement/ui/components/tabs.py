"""Several answers to one question, side by side in tabs: only the one that is open is asked and drawn."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from engagement.app.scope import Scope
from engagement.ui.components import ask, show


def queries(name: str, answers: Mapping[str, str | tuple[str, ...]], *, scope: Scope, with_table: bool = False) -> None:
    """Draw tabs, and below the open one its query, or several, each with its own parameters.

    Args:
        name: what the tabs are called in the address, so that a link opens the same one.
        answers: id of the query, or of several, by the words on its tab; the one that opens first at first.
        scope: the filters' values.
        with_table: show the table below each picture from the start.
    """
    for tab, shown in zip(
        st.tabs(list(answers), key=name, on_change="rerun", bind="query-params"), answers.values(), strict=True
    ):
        if tab.open:
            with tab:
                for query_id in (shown,) if isinstance(shown, str) else shown:
                    show.query(query_id, scope=scope, parameters=ask.parameters(query_id), with_table=with_table)
