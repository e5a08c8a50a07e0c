"""New numbers under the committee's words: a brief made again, with what people wrote, removed, moved and added."""

from __future__ import annotations

from dataclasses import replace

from engagement.brief.model import Brief, Section
from engagement.brief.statement import DECISION_FIELDS, RULES, Decision, Statement


def renew(saved: Brief, newer: Brief) -> Brief:
    """Return the newer brief with the words of the saved one.

    What the rules wrote is written anew. What people reworded stays, and says beside it what its draft was where that
    is another now. What is removed stays removed, and what people added stays, even if its rule has nothing to say
    any more.
    """
    sections = {section.id: section for section in newer.sections}
    merged = []
    for section in saved.sections:
        fresh = sections.pop(section.id, None)
        merged.append(_section(section, fresh) if fresh else replace(section, figures=(), exhibits=(), lead=""))
    kept = [section for section in merged if section.id in {own.id for own in newer.sections} or not section.is_empty]
    title = saved.title if saved.title != newer.title else newer.title
    return replace(newer, title=title, sections=(*kept, *sections.values()), comments=saved.comments)


def _section(saved: Section, fresh: Section) -> Section:
    return replace(
        fresh,
        title=saved.title,
        is_included=saved.is_included,
        hidden=saved.hidden,
        is_own=saved.is_own,
        statements=tuple(_statements(saved, fresh)),
        decisions=tuple(_decisions(saved, fresh)),
    )


def _statements(saved: Section, fresh: Section) -> list[Statement]:
    drafts = {statement.id: statement for statement in fresh.statements}
    merged = []
    for own in saved.statements:
        draft = drafts.pop(own.id, None)
        if draft is None:
            # the rules' own words go with their numbers; people's words stay, and bear no number
            merged += [replace(own, evidence=(), facts=(), drafted="", before=own.drafted)] if own.is_committee else []
            continue
        words = draft if own.author == RULES else replace(draft, text=own.text, author=own.author)
        before = own.before or own.drafted
        is_changed = own.is_committee and before != draft.drafted
        merged.append(replace(words, is_included=own.is_included, before=before if is_changed else ""))
    return [*merged, *drafts.values()]


def _decisions(saved: Section, fresh: Section) -> list[Decision]:
    drafts = {decision.id: decision for decision in fresh.decisions}
    merged = []
    for own in saved.decisions:
        draft = drafts.pop(own.id, None)
        if draft is None:
            merged += [replace(own, evidence=(), facts=(), drafted=())] if own.is_committee else []
            continue
        words = {
            name: getattr(own, name)
            for name, drafted in zip(DECISION_FIELDS, own.drafted, strict=True)
            if getattr(own, name) != drafted
        }
        merged.append(replace(_reworded(draft, words), is_included=own.is_included))
    return [*merged, *drafts.values()]


def _reworded(draft: Decision, words: dict[str, str]) -> Decision:
    return replace(draft, **words)  # type: ignore[arg-type]  # names of fields that are texts
