"""Changes that a committee makes: words, what is printed, and in which order. Each gives a new brief."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TypeVar

from engagement.brief.model import COMMITTEE, RULES, Brief, Section, Statement

_T = TypeVar("_T", Section, Statement)


def reword(brief: Brief, section_id: str, statement_id: str, text: str) -> Brief:
    """Give a statement other words; it is the committee's then, unless the words are the rule's own again.

    Without any words it is removed, and comes back with its draft.
    """
    section = _section(brief, section_id)
    text = " ".join(text.split())
    changed = []
    for statement in section.statements:
        if statement.id != statement_id:
            changed.append(statement)
        elif text:
            author = RULES if statement.drafted and text == statement.drafted else COMMITTEE
            changed.append(replace(statement, text=text, author=author, is_included=True))
        elif statement.drafted:
            changed.append(replace(statement, text=statement.drafted, author=RULES, is_included=False))
    return brief.with_section(replace(section, statements=tuple(changed)))


def add(brief: Brief, section_id: str, text: str) -> Brief:
    """Add a statement of the committee's own at the end of a section."""
    section = _section(brief, section_id)
    used_ids = {statement.id for statement in section.statements}
    number = next(number for number in range(1, len(used_ids) + 2) if f"{section_id}.own.{number}" not in used_ids)
    own = Statement(f"{section_id}.own.{number}", " ".join(text.split()), author=COMMITTEE)
    return brief.with_section(replace(section, statements=(*section.statements, own)))


def include(brief: Brief, section_id: str, statement_id: str = "", *, is_included: bool) -> Brief:
    """Print or do not print a statement, or a whole section."""
    section = _section(brief, section_id)
    if not statement_id:
        return brief.with_section(replace(section, is_included=is_included))
    statements = tuple(
        replace(own, is_included=is_included) if own.id == statement_id else own for own in section.statements
    )
    return brief.with_section(replace(section, statements=statements))


def move(brief: Brief, section_id: str, statement_id: str = "", *, by: int) -> Brief:
    """Move a statement within its section, or a section within the brief, `by` places down; up where negative."""
    if not statement_id:
        return replace(brief, sections=_moved(brief.sections, section_id, by))
    section = _section(brief, section_id)
    return brief.with_section(replace(section, statements=_moved(section.statements, statement_id, by)))


def _moved(items: Sequence[_T], id_: str, by: int) -> tuple[_T, ...]:
    index = next(index for index, item in enumerate(items) if item.id == id_)
    rest = [item for item in items if item.id != id_]
    rest.insert(max(0, min(len(rest), index + by)), items[index])
    return tuple(rest)


def _section(brief: Brief, section_id: str) -> Section:
    section = brief.section(section_id)
    if section is None:
        raise KeyError(section_id)
    return section
