"""Changes that a committee makes: words, what is printed, and in which order. Each gives a new brief."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from engagement.brief.body_sections import DECISIONS, SINCE
from engagement.brief.model import Brief, Comment, Section
from engagement.brief.statement import COMMITTEE, DECISION_FIELDS, RULES, Decision, Statement

_T = TypeVar("_T", Section, Statement, Decision)


class ConflictError(Exception):
    """Someone else has changed the same words meanwhile."""

    def __init__(self, item_id: str, *, theirs: str, yours: str) -> None:
        super().__init__(item_id)
        self.item_id, self.theirs, self.yours = item_id, theirs, yours


def reword(brief: Brief, section_id: str, statement_id: str, text: str, *, seen: Collection[str] = ()) -> Brief:
    """Give a statement other words; it is the committee's then, unless the words are the rule's own again.

    Without any words it is removed, and comes back with its draft.

    Args:
        brief: as it is now.
        section_id: of the section.
        statement_id: of the statement.
        text: its words.
        seen: what the writer knew it to say; empty for whatever it says.

    Raises:
        ConflictError: it says something else now.
    """
    section = _section(brief, section_id)
    text = " ".join(text.split())
    changed = []
    for statement in section.statements:
        if statement.id != statement_id:
            changed.append(statement)
            continue
        _agree(statement_id, statement.text, text, seen)
        if text:
            author = RULES if statement.drafted and text == statement.drafted else COMMITTEE
            changed.append(replace(statement, text=text, author=author, is_included=True, before=""))
        elif statement.drafted:
            changed.append(replace(statement, text=statement.drafted, author=RULES, is_included=False, before=""))
    return brief.with_section(replace(section, statements=tuple(changed)))


def add(brief: Brief, section_id: str, text: str) -> Brief:
    """Add a statement of the committee's own at the end of a section; a decision where decisions stand."""
    section, text = _section(brief, section_id), " ".join(text.split())
    used_ids = {statement.id for statement in section.statements} | {asked.id for asked in section.decisions}
    number = next(number for number in range(1, len(used_ids) + 2) if f"{section_id}.own.{number}" not in used_ids)
    own_id = f"{section_id}.own.{number}"
    if section_id in (DECISIONS, SINCE):
        return brief.with_section(replace(section, decisions=(*section.decisions, Decision(own_id, text))))
    own = Statement(own_id, text, author=COMMITTEE)
    return brief.with_section(replace(section, statements=(*section.statements, own)))


def decide(
    brief: Brief, section_id: str, decision_id: str, field: str, text: str, *, seen: Collection[str] = ()
) -> Brief:
    """Give one field of a decision other words; one that people added and emptied is gone.

    Raises:
        ConflictError: it says something else than what the writer has `seen`.
    """
    section = _section(brief, section_id)
    words = " ".join(text.split())
    if field not in DECISION_FIELDS:
        raise KeyError(field)
    now = next((getattr(own, field) for own in section.decisions if own.id == decision_id), words)
    _agree(f"{decision_id}.{field}", now, words, seen)
    changed = [_with(own, {field: words}) if own.id == decision_id else own for own in section.decisions]
    kept = tuple(decision for decision in changed if decision.drafted or any(decision.fields))
    return brief.with_section(replace(section, decisions=kept))


def restore(brief: Brief, section_id: str, decision_id: str) -> Brief:
    """Give a decision the words of its draft again."""
    section = _section(brief, section_id)
    decisions = tuple(
        _with(own, dict(zip(DECISION_FIELDS, own.drafted, strict=True)))
        if own.id == decision_id and own.drafted
        else own
        for own in section.decisions
    )
    return brief.with_section(replace(section, decisions=decisions))


def include(brief: Brief, section_id: str, statement_id: str = "", *, is_included: bool) -> Brief:
    """Print or do not print a statement or decision, or a whole section."""
    section = _section(brief, section_id)
    if not statement_id:
        return brief.with_section(replace(section, is_included=is_included))
    statements = tuple(
        replace(own, is_included=is_included) if own.id == statement_id else own for own in section.statements
    )
    decisions = tuple(
        replace(own, is_included=is_included) if own.id == statement_id else own for own in section.decisions
    )
    return brief.with_section(replace(section, statements=statements, decisions=decisions))


def move(brief: Brief, section_id: str, statement_id: str = "", *, by: int) -> Brief:
    """Move a statement or decision in its section, or a section in the brief, `by` places down; up where negative."""
    if not statement_id:
        return replace(brief, sections=_moved(brief.sections, section_id, by))
    section = _section(brief, section_id)
    if any(decision.id == statement_id for decision in section.decisions):
        return brief.with_section(replace(section, decisions=_moved(section.decisions, statement_id, by)))
    return brief.with_section(replace(section, statements=_moved(section.statements, statement_id, by)))


def add_section(brief: Brief, title: str) -> Brief:
    """Add a section of the committee's own at the end of the body."""
    used_ids = {section.id for section in brief.sections}
    number = next(number for number in range(1, len(used_ids) + 2) if f"own{number}" not in used_ids)
    own = Section(f"own{number}", " ".join(title.split()), is_own=True)
    body = [section for section in brief.sections if not section.is_annex]
    annex = [section for section in brief.sections if section.is_annex]
    return replace(brief, sections=(*body, own, *annex))


def retitle(brief: Brief, section_id: str, title: str) -> Brief:
    """Give a section another title; the brief itself where `section_id` is empty. Without words nothing changes."""
    title = " ".join(title.split())
    if not title:
        return brief
    if not section_id:
        return replace(brief, title=title)
    return brief.with_section(replace(_section(brief, section_id), title=title))


def hide(brief: Brief, section_id: str, part_id: str, *, is_hidden: bool) -> Brief:
    """Print or do not print a figure or an exhibit."""
    section = _section(brief, section_id)
    others = tuple(id_ for id_ in section.hidden if id_ != part_id)
    return brief.with_section(replace(section, hidden=(*others, part_id) if is_hidden else others))


def comment(brief: Brief, section_id: str, text: str, *, who: str, when: str) -> Brief:
    """Add a remark on a section, which is never printed."""
    number = 1 + max((int(own.id) for own in brief.comments), default=0)
    remark = Comment(str(number), section_id, " ".join(text.split()), who, when)
    return replace(brief, comments=(*brief.comments, remark))


def resolve(brief: Brief, comment_id: str, *, is_resolved: bool) -> Brief:
    """Mark a remark as resolved or open."""
    comments = tuple(
        replace(remark, is_resolved=is_resolved) if remark.id == comment_id else remark for remark in brief.comments
    )
    return replace(brief, comments=comments)


def _agree(item_id: str, now: str, text: str, seen: Collection[str]) -> None:
    if seen and now not in seen and now != text:
        raise ConflictError(item_id, theirs=now, yours=text)


def _with(decision: Decision, fields: Mapping[str, Any]) -> Decision:
    return replace(decision, **fields)


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
