"""The decisions of a section, each field of which can be changed."""

from __future__ import annotations

from functools import partial

import streamlit as st

from engagement.brief import edit
from engagement.brief.body_sections import SINCE
from engagement.brief.model import Section
from engagement.brief.statement import Decision
from engagement.brief.wording import whose
from engagement.ui.pages import brief_fields
from engagement.ui.pages import brief_state as state
from engagement.ui.shell import parts

_LONG = (
    ("what", "What is asked"),
    ("agreements", "Agreements"),
    ("why", "Why"),
    ("otherwise", "If nothing is decided"),
)
_SHORT = (("owner", "Of whom"), ("by", "By when"), ("cost", "Cost"), ("options", "Or"))
_TAKEN = (("owner", "Of whom"), ("by", "By when"), ("state", "State"))


_LABELS = dict((*_LONG, *_SHORT, *_TAKEN))


def draw(section: Section) -> None:
    """Draw the decisions of a section; nothing where it has none."""
    for number, decision in enumerate(section.decisions):
        is_last = number == len(section.decisions) - 1
        with st.container(border=True, gap="small"):
            _decision(section, decision, number + 1, is_last=is_last)


def _decision(section: Section, decision: Decision, number: int, *, is_last: bool) -> None:
    key = brief_fields.key(section.id, decision.id)
    if decision.is_included:
        for name, label in _LONG:
            _field(section, decision, name, label)
        short = _TAKEN if section.id == SINCE else _SHORT
        for column, (name, label) in zip(st.columns(len(short)), short, strict=True):
            with column:
                _field(section, decision, name, label)
    else:
        st.markdown(f":gray[~~{number}. {parts.plain(decision.what)}~~]")
    with st.container(horizontal=True, vertical_alignment="center"):
        own = whose(decision)
        cited = ", ".join(map(str, decision.evidence))
        st.caption(f"{own[:1].upper()}{own[1:]}" if own else f"Drafted from answer {cited}")
        label, icon = ("Remove", ":material/delete:") if decision.is_included else ("Bring back", ":material/undo:")
        include = partial(_include, section.id, decision.id, not decision.is_included)
        st.button(label, icon=icon, key=f"{key} in", type="tertiary", on_click=include)
        if decision.is_committee and decision.drafted:
            restore = partial(_restore, section.id, decision.id)
            st.button("The draft again", key=f"{key} draft", type="tertiary", on_click=restore)
        move = partial(_move, section.id, decision.id)
        brief_fields.arrows(key, move, is_first=number == 1, is_last=is_last, what="decision")


def _field(section: Section, decision: Decision, name: str, label: str) -> None:
    key = f"{brief_fields.key(section.id, decision.id)} {name}"
    write = partial(_decide, section.id, decision.id, name)
    brief_fields.field(label, key, getattr(decision, name), write, is_labeled=True)
    brief_fields.conflict(f"{decision.id}.{name}", partial(_overwrite, section.id, decision.id, name))


def _decide(section_id: str, decision_id: str, name: str, text: str, seen: tuple[str, ...]) -> None:
    what = f"Changed “{_LABELS[name]}” of {_called(section_id, decision_id)}"
    state.change(lambda found: edit.decide(found, section_id, decision_id, name, text, seen=seen), what)


def _overwrite(section_id: str, decision_id: str, name: str, text: str) -> None:
    what = f"Changed “{_LABELS[name]}” of {_called(section_id, decision_id)}"
    state.change(lambda found: edit.decide(found, section_id, decision_id, name, text), what)


def _include(section_id: str, decision_id: str, is_included: bool) -> None:
    what = f"{'Brought back' if is_included else 'Removed'} {_called(section_id, decision_id)}"
    state.change(lambda found: edit.include(found, section_id, decision_id, is_included=is_included), what)


def _restore(section_id: str, decision_id: str) -> None:
    what = f"Went back to the draft of {_called(section_id, decision_id)}"
    state.change(lambda found: edit.restore(found, section_id, decision_id), what)


def _move(section_id: str, decision_id: str, by: int) -> None:
    state.change(
        lambda found: edit.move(found, section_id, decision_id, by=by), f"Moved {_called(section_id, decision_id)}"
    )


def _called(section_id: str, decision_id: str) -> str:
    """Return a decision as the history names it: by what its draft asks, which stays while words change."""
    brief = state.current()
    section = brief.section(section_id) if brief else None
    decision = next((own for own in section.decisions if own.id == decision_id), None) if section else None
    return f"the decision “{decision.drafted[0] if decision.drafted else decision.what}”" if decision else decision_id
