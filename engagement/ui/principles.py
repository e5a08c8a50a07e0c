"""The eight principles of international engagement: which figures speak to each, and what no record tells."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from engagement.ui import cards, parts
from engagement.ui.filters import Scope


@dataclass(frozen=True)
class Principle:
    """One principle. `figures` are ids of queries with a card; `elsewhere` names what speaks to it further down."""

    title: str
    figures: tuple[str, ...]
    elsewhere: str
    unmeasured: str


PRINCIPLES = (
    Principle(
        "Essential to the mission",
        ("cards/global_experience_rate", "cards/active_partners"),
        "",
        "what teaching and research gain; the exports hold agreements and people, not results",
    ),
    Principle(
        "Within the law and the nation's interest",
        (),
        "Compliance and risk, and the reviews that are pending, stand below.",
        "export control and visa cases of single people; they are no part of the exports, and should not be",
    ),
    Principle("True to core values", (), "", "anything: no export records it. Ask the working groups"),
    Principle("Led by faculty", ("cards/faculty_led",), "", "the time that faculty give, and who follows them"),
    Principle(
        "All partners learn",
        (),
        "Exchange balance, in both directions, stands below.",
        "what partners say of us; only the numbers of people are recorded",
    ),
    Principle(
        "Reviewed regularly",
        ("cards/reviews_overdue", "cards/renewal_rate"),
        "",
        "how thorough a review was",
    ),
    Principle(
        "Safe, not risk-averse",
        ("cards/withdrawal_rate",),
        "Agreements by level of risk stand below.",
        "incidents abroad; and what was not tried because it seemed too risky",
    ),
    Principle(
        "Focused on the most challenging problems",
        (),
        "Challenge focus, and where agreements, placements and spend go, stand below.",
        "whether the work on a challenge moves it",
    ),
)


def scorecard(scope: Scope) -> None:
    """Draw the eight principles in their order, each with its figures and what is not measured."""
    for number, principle in enumerate(PRINCIPLES, start=1):
        st.subheader(f"{number}. {principle.title}", anchor=False)
        if principle.figures:
            cards.metrics(*principle.figures, scope=scope)
        said = [f"Not measured: {principle.unmeasured}."]
        st.caption(parts.plain(" ".join([principle.elsewhere, *said] if principle.elsewhere else said)))
