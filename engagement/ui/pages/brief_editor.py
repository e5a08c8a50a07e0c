"""The words of a brief, section by section: change, remove, bring back, add and move them."""

from __future__ import annotations

from functools import partial

import streamlit as st

from engagement.brief import edit
from engagement.brief.model import Section, Statement
from engagement.ui.pages import brief, brief_typing
from engagement.ui.shell import parts

_ADDED = "brief added"
"""The fields whose words have become statements."""


def draw() -> None:
    """Draw every section as something to open."""
    found = brief.current()
    if found is None:
        return
    brief_typing.listen()
    st.caption(
        "Numbers are frozen as of the day the brief was made. What you write is marked as the committee's; "
        "an emptied statement is removed."
    )
    for number, section in enumerate(found.sections):
        count = len(section.included)
        label = section.title if section.is_included else f"{section.title} (not printed)"
        with st.expander(f"{label} · {count} statement{'' if count == 1 else 's'}", expanded=number == 0):
            _section(section, is_first=number == 0, is_last=number == len(found.sections) - 1)


def _section(section: Section, *, is_first: bool, is_last: bool) -> None:
    key = _key(section.id)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.toggle("Print this section", value=section.is_included, key=f"{key} in", on_change=partial(_print, section))
        _arrows(section.id, "", is_first=is_first, is_last=is_last, what="section")
    if section.lead:
        st.caption(parts.plain(section.lead))
    for number, statement in enumerate(section.statements):
        _statement(section, statement, is_first=number == 0, is_last=number == len(section.statements) - 1)
    own = f"{key} own {len(st.session_state.get(_ADDED, ()))}"
    st.text_area(
        "A statement of the committee's own",
        key=own,
        placeholder="Write here; it is added at the end of the section",
        height=68,
        on_change=partial(_add, section.id, own),
    )


def _statement(section: Section, statement: Statement, *, is_first: bool, is_last: bool) -> None:
    key = _key(section.id, statement.id)
    with st.container(border=True, gap="small"):
        if statement.is_included:
            # one field as long as there is the statement: whoever types on is not interrupted. Words that came from
            # elsewhere, such as the draft again, take the place of those last typed
            field = f"{key} words"
            if " ".join(st.session_state.get(field, "").split()) != statement.text:
                st.session_state[field] = statement.text
            st.text_area(
                "Statement",
                key=field,
                height="content",
                label_visibility="collapsed",
                on_change=partial(_reword, section.id, statement.id, field, statement.text),
            )
        else:
            st.markdown(f":gray[~~{parts.plain(statement.text)}~~]")
        with st.container(horizontal=True, vertical_alignment="center"):
            st.caption(_author(statement))
            if statement.is_included:
                _button("Remove", ":material/delete:", f"{key} out", partial(_include, section.id, statement.id, False))
            else:
                _button("Bring back", ":material/undo:", f"{key} in", partial(_include, section.id, statement.id, True))
            if statement.is_committee and statement.drafted:
                words = partial(_restore, section.id, statement.id, statement.drafted)
                _button("The draft again", ":material/restart_alt:", f"{key} draft", words)
            _arrows(section.id, statement.id, is_first=is_first, is_last=is_last, what="statement")


def _author(statement: Statement) -> str:
    if statement.is_committee:
        return "The committee's words"
    return f"Drafted from answer {', '.join(map(str, statement.evidence))}"


def _arrows(section_id: str, statement_id: str, *, is_first: bool, is_last: bool, what: str) -> None:
    key = _key(section_id, statement_id)
    for by, icon, word, is_end in (
        (-1, ":material/arrow_upward:", "up", is_first),
        (1, ":material/arrow_downward:", "down", is_last),
    ):
        st.button(
            icon,
            key=f"{key} {word}",
            help=f"Move this {what} {word}",
            type="tertiary",
            disabled=is_end,
            on_click=partial(_move, section_id, statement_id, by),
        )


def _button(label: str, icon: str, key: str, action: partial[None]) -> None:
    st.button(label, icon=icon, key=key, type="tertiary", on_click=action)


def _key(section_id: str, statement_id: str = "") -> str:
    return f"brief {brief.edition()} {section_id} {statement_id}".strip()


def _print(section: Section) -> None:
    brief.change(lambda found: edit.include(found, section.id, is_included=not section.is_included))


def _include(section_id: str, statement_id: str, is_included: bool) -> None:
    brief.change(lambda found: edit.include(found, section_id, statement_id, is_included=is_included))


def _reword(section_id: str, statement_id: str, field: str, was: str) -> None:
    text = st.session_state[field]
    if text != was:
        # a field that is just being taken away can report the words that it had: that is no change, and brings no
        # removed statement back
        _restore(section_id, statement_id, text)


def _restore(section_id: str, statement_id: str, text: str) -> None:
    brief.change(lambda found: edit.reword(found, section_id, statement_id, text))


def _add(section_id: str, field: str) -> None:
    added, text = st.session_state.setdefault(_ADDED, []), st.session_state[field]
    # as with other words: a field that was already answered, by one statement more, adds nothing again
    if field not in added and text.strip():
        added.append(field)
        brief.change(lambda found: edit.add(found, section_id, text))


def _move(section_id: str, statement_id: str, by: int) -> None:
    brief.change(lambda found: edit.move(found, section_id, statement_id, by=by))
