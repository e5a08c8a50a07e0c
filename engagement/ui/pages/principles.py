"""The eight principles of international engagement as a scorecard: what speaks to each, and what no record tells."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import streamlit as st

from engagement.app.choices import choices
from engagement.app.scope import academic_year
from engagement.present.reading import Reading, reading
from engagement.ui.components import cards, show
from engagement.ui.shell import parts
from engagement.ui.shell.filters import Scope

_AIMS = {"up": "should rise", "down": "should fall"}


@dataclass(frozen=True)
class Principle:
    """One principle. `figures` are ids of queries with a card; `elsewhere` names what else speaks to it."""

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
    for query_id in principle.figures:
        with parts.part(query_id):
            result = show.asked(query_id, scope=scope)
            said = reading(result, year=academic_year(scope, choices()))
            st.markdown(
                "  \n".join(filter(None, (*_lines(said), parts.plain(show.aside(result, scope))))),
                help=cards.ground(result),
            )
    if not principle.figures:
        st.markdown("**No figure** speaks to it.")
    if principle.elsewhere:
        st.caption(f"More: {principle.elsewhere}")


def _lines(said: Reading) -> Iterator[str]:
    """The figure, then what it is compared with and where it should go."""
    yield f"**{parts.plain(said.value)}** {parts.plain(said.title)} :small[:gray[{parts.plain(said.unit)}]]"
    change = f"{said.change} {said.compared_with}" if said.change else ""
    told = [change, _AIMS.get(said.better, ""), *said.notes]
    yield f":small[{parts.plain(' · '.join(filter(None, told)))}]"
