"""The eight principles of international engagement as a scorecard: what speaks to each, and what no record tells."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from engagement.app.scope import Scope
from engagement.ui.components import tiles
from engagement.ui.shell import parts


@dataclass(frozen=True)
class Principle:
    """One principle. `figures` are ids of queries with a card; `elsewhere` names what else covers it."""

    title: str
    figures: tuple[str, ...]
    unmeasured: str
    elsewhere: str = ""


PRINCIPLES = (
    Principle(
        "Essential to the mission",
        ("cards/global_experience_rate", "cards/active_partners"),
        "What teaching and research gain: the exports hold agreements and people, not results.",
    ),
    Principle(
        "Within the law and the nation's interest",
        ("cards/compliance_pending",),
        "Export control and visa cases of single people: they are no part of the exports, and should not be.",
        "Law and risk, below",
    ),
    Principle("True to core values", (), "Anything: no export records it. Ask the working groups."),
    Principle("Led by faculty", ("cards/faculty_led",), "The time that faculty give, and who follows them."),
    Principle(
        "All partners learn",
        ("cards/exchange_balance",),
        "What partners say of us: only numbers of people are recorded.",
        "Exchange balance, below",
    ),
    Principle("Reviewed regularly", ("cards/reviews_overdue", "cards/renewal_rate"), "How thorough a review was."),
    Principle(
        "Safe, not risk-averse",
        ("cards/elevated_risk", "cards/withdrawal_rate"),
        "Incidents abroad; and what was not tried because it seemed too risky.",
        "Law and risk, below",
    ),
    Principle(
        "Focused on the most challenging problems",
        ("cards/challenge_focus",),
        "Whether the work on a challenge moves it.",
        "Challenge focus and Alignment, below",
    ),
)


def scorecard(scope: Scope) -> None:
    """Draw the eight principles in their order, each with its figures and what is not measured."""
    for number, principle in enumerate(PRINCIPLES, start=1):
        with st.container(border=True):
            name, figures, unmeasured = st.columns([3, 6, 4], gap="medium")
            with name:
                st.subheader(f"{number}. {principle.title}", anchor=False)
            with figures:
                _figures(principle, scope)
            with unmeasured:
                st.markdown(f":small[:gray[Not measured]  \n{parts.plain(principle.unmeasured)}]")


def _figures(principle: Principle, scope: Scope) -> None:
    if principle.figures:
        tiles.band(*principle.figures, scope=scope)
    else:
        st.markdown("No metric covers this principle.")
    if principle.elsewhere:
        st.caption(f"More: {principle.elsewhere}")
