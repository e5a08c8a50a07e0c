"""A kept brief against newer data: which statements no longer hold, and what each number became."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from engagement.brief.compose import compose
from engagement.brief.model import Brief, Fact, Statement
from engagement.brief.scope import Request
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
    """What a kept brief was asked to be about; its as-of date is left open, so that it is today's."""
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


def compare(kept: Brief, newer: Brief) -> tuple[Outdated, ...]:
    """What the newer brief says otherwise, in the kept one's order; the committee's own words are compared by the
    numbers that they were drafted with, and words without a draft are not compared."""
    return tuple(_statements(kept, newer)) + tuple(_figures(kept, newer))


def _statements(kept: Brief, newer: Brief) -> Iterator[Outdated]:
    drafts = {one.id: one for section in newer.sections for one in section.statements}
    seen = set()
    for section in kept.sections:
        for one in section.statements:
            # a finding and its section say the same: told once
            key = (one.drafted, one.text)
            if not one.drafted or key in seen:
                continue
            found = drafts.get(one.id) or drafts.get(one.id.partition(".")[2])
            if found is None or found.drafted != one.drafted:
                seen.add(key)
                yield Outdated(section.title, one.id, one.text, found.drafted if found else "", _facts(one, found))


def _facts(one: Statement, found: Statement | None) -> tuple[Change, ...]:
    """Numbers in the order in which they are said: by place where both say as many, for a year's name moves on."""
    now = found.facts if found else ()
    if len(now) == len(one.facts):
        pairs: list[tuple[Fact, Fact | None]] = list(zip(one.facts, now, strict=True))
    else:
        by_name = {fact.name: fact for fact in now}
        pairs = [(fact, by_name.get(fact.name)) for fact in one.facts]
    return tuple(
        Change(fact.name, fact.printed, other.printed if other else "")
        for fact, other in pairs
        if other is None or other.printed != fact.printed
    )


def _figures(kept: Brief, newer: Brief) -> Iterator[Outdated]:
    now = {figure.id: figure for section in newer.sections for figure in section.figures}
    for section in kept.sections:
        for figure in section.figures:
            found = now.get(figure.id)
            if found is None or found.printed != figure.printed:
                printed = found.printed if found else ""
                change = Change(figure.title, figure.printed, printed)
                yield Outdated(section.title, figure.id, f"{figure.title}: {figure.printed}", printed, (change,))
