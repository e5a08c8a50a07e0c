"""What needs attention now: which regions fell, how much waits and ends, and the list of it by date."""

from __future__ import annotations

import streamlit as st

from engagement.present.attention import fallen, in_numbers
from engagement.ui.components import ask, show
from engagement.ui.components.show import Scope
from engagement.ui.shell import parts

_LIST, _CHANGE = "strategy/attention", "placements/change_by_region"


def draw(scope: Scope) -> None:
    """Draw the sentences and the list; what fails is said in its place."""
    with parts.part("What needs attention"):
        said = [in_numbers(show.asked(_LIST, scope=scope)), fallen(show.asked(_CHANGE, scope=scope))]
        for sentence in filter(None, said):
            st.markdown(parts.plain(sentence))
        show.query(_LIST, scope=scope, parameters=ask.parameters(_LIST))
