"""Sentences drafted from answers by rules: each is true of the rows that it was drafted from, or is not drafted.

Counts of people are rounded: a change that rounding alone may make is none. What is too few reads HIDDEN, and a rule
then says less, or nothing. An incomplete year is told separately and not compared; a change on a small base is given
without a percentage and with a word of caution.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from engagement.brief.answer import Answer
from engagement.brief.rules import agreements, people, strategy
from engagement.brief.rules.context import Context, Rule
from engagement.brief.statement import Statement

RULES: Mapping[str, Rule] = MappingProxyType(
    {
        "students": people.students,
        "demand": people.demand,
        "types": people.types,
        "hosts": people.hosts,
        "access": people.access,
        "funnel": people.funnel,
        "practice": people.practice,
        "active": agreements.active,
        "renewals": agreements.renewals,
        "since": agreements.since,
        "since_students": agreements.since_students,
        "profile": agreements.profile,
        "agreements_map": agreements.places,
        "overdue": agreements.overdue,
        "kinds": agreements.kinds,
        "dormant": agreements.dormant,
        "place_use": agreements.place_use,
        "faculty": strategy.faculty,
        "reviewed": strategy.reviewed,
        "compliance": strategy.compliance,
        "balance": strategy.balance,
        "challenge": strategy.challenge,
        "coverage": strategy.coverage,
        "white_space": strategy.white_space,
        "compared": strategy.compared,
        "group": strategy.group,
    }
)
"""Rules by the key of the question that they read, in engagement/brief/outline.py."""


def draft(key: str, answer: Answer, context: Context, *, about: str = "") -> list[Statement]:
    """Draft what can be said of an answer; `about` is the exhibit that it is to stand above."""
    rule = RULES.get(key)
    if rule is None:
        return []
    try:
        drafts = list(rule(answer, context))
    except KeyError:
        # an institution's own version of the query has other columns: its table stands, and nothing is said of it
        return []
    return [
        Statement(row.id, row.text, drafted=row.text, evidence=(answer.evidence,), facts=row.facts, about=about)
        for row in drafts
    ]
