"""A kept brief against newer data: which statements no longer hold, and what each number became."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from engagement.brief.cells import Fact
from engagement.brief.compose import compose
from engagement.brief.model import Brief
from engagement.brief.statement import Statement
from engagement.brief.subject import Request
from engagement.warehouse import View

GONE = "can no longer be said"


@dataclass(frozen=True)
class Change:
    """One number or word that a statement or figure says, as it was and as it is; `now` is empty where it is gone."""

    name: str
    was: str
    now: str


@dataclass(frozen=True)
class Outdated:
    """A statement or figure that newer data does not bear out.

    text: as kept. now: as the same rule drafts it today; empty where nothing can be said any more.
    """

    section: str
    id: str
    text: str
    now: str
    changes: tuple[Change, ...]


def request_of(brief: Brief) -> Request:
    """Return the request that a saved brief answers; its as-of date is left open, so that it is today's."""
    return Request(
        summit=brief.summit.id if brief.summit else "",
        region="" if brief.summit else brief.regions[0],
        scheme=brief.scheme,
        period=brief.period_key,
        audience=brief.audience,
    )


def against(brief: Brief, view: View) -> tuple[Outdated, ...]:
    """Ask the questions of a kept brief again, of what is current.

    Raises:
        CallError: its summit or region is not known any more.
        QueryError: a query of the brief is at fault.
    """
    return compare(brief, compose(view, request_of(brief)))


def compare(saved: Brief, newer: Brief) -> tuple[Outdated, ...]:
    """Return what the newer brief says differently, in the saved order.

    The committee's words are compared by the numbers that they were drafted with; words without a draft are not.
    """
    return tuple(_statements(saved, newer)) + tuple(_figures(saved, newer))


def _statements(saved: Brief, newer: Brief) -> Iterator[Outdated]:
    drafts = {statement.id: statement for section in newer.sections for statement in section.statements}
    for section in saved.sections:
        for statement in section.statements:
            if not statement.drafted:
                continue
            draft = drafts.get(statement.id)
            if draft is None or draft.drafted != statement.drafted:
                text, facts = draft.drafted if draft else "", _facts(statement, draft)
                yield Outdated(section.title, statement.id, statement.text, text, facts)


def _facts(statement: Statement, draft: Statement | None) -> tuple[Change, ...]:
    """Pair numbers in the order of the text: by position where both have as many, since a year's name moves on."""
    now = draft.facts if draft else ()
    if len(now) == len(statement.facts):
        pairs: list[tuple[Fact, Fact | None]] = list(zip(statement.facts, now, strict=True))
    else:
        by_name = {fact.name: fact for fact in now}
        pairs = [(fact, by_name.get(fact.name)) for fact in statement.facts]
    return tuple(
        Change(fact.name, fact.printed, other.printed if other else "")
        for fact, other in pairs
        if other is None or other.printed != fact.printed
    )


def _figures(saved: Brief, newer: Brief) -> Iterator[Outdated]:
    now = {key_figure.id: key_figure for section in newer.sections for key_figure in section.figures}
    for section in saved.sections:
        for key_figure in section.figures:
            newer_figure = now.get(key_figure.id)
            if newer_figure is None or newer_figure.printed != key_figure.printed:
                printed = newer_figure.printed if newer_figure else ""
                change = Change(key_figure.title, key_figure.printed, printed)
                yield Outdated(
                    section.title, key_figure.id, f"{key_figure.title}: {key_figure.printed}", printed, (change,)
                )
