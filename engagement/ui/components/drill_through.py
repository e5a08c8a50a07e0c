"""From a number of agreements to the agreements behind it. People are never listed."""

from __future__ import annotations

from engagement.app import runtime
from engagement.app.address import address
from engagement.app.choices import choices
from engagement.app.offered import state_title
from engagement.app.scope import Scope, in_address
from engagement.result import Result
from engagement.ui.shell import links

BEHIND = {
    "cards/active_agreements": "active",
    "cards/active_partners": "active",
    "cards/agreements_ending_12_months": "ending within 12 months",
    "cards/reviews_overdue": "review overdue",
    "partnerships/active_agreements_by_region": "active",
    "partnerships/agreements_by_region_and_year": "active",
    "partnerships/agreements_by_country": "active",
    "partnerships/agreements_by_type": "active",
    "partnerships/agreements_by_term_type": "",
    "partnerships/agreements_by_status": "",
    "partnerships/expiry_pipeline": "ending within 24 months",
    "partnerships/concentration": "active",
    "region/summary": "active",
}
"""Queries that count agreements, with the register's state of those that they count; "" where they count all."""


def agreements(result: Result) -> None:
    """Draw the link from a number of agreements to these agreements; nothing where it counts something else."""
    state = BEHIND.get(result.query.id)
    if state is not None and result.table.num_rows:
        links.link("See the agreements", link(result, state))


def link(result: Result, state: str) -> str:
    """Link to the register, narrowed as the answer is: the same places and day, and the state that it counts."""
    asked, day = result.parameters, result.provenance.as_of
    scope = Scope(
        asked["scheme"],
        tuple(asked["regions"] or ()),
        tuple(asked["countries"] or ()),
        on=day if day != runtime.view().as_of else None,
    )
    chosen = {"state": (state_title(state),)} if state else {}
    return address("register", {**in_address(scope, choices()), **chosen})
