"""The words of a brief, section by section: change, remove, bring back, add and move them."""

from __future__ import annotations

from functools import partial

import streamlit as st

from engagement.brief import edit
from engagement.brief.body_sections import DECISIONS, SINCE
from engagement.brief.model import Brief, Section
from engagement.brief.statement import Statement
from engagement.brief.wording import whose
from engagement.ui.pages import brief_comments, brief_decisions, brief_fields, brief_typing
from engagement.ui.pages import brief_state as state
from engagement.ui.shell import parts

_LONGEST = 60
"""Letters of a statement in the history."""
_ADDED = "brief added"
"""The fields whose words have become statements."""


def draw() -> None:
    """Draw every section as something to open."""
    found = state.current()
    if found is None:
        return
    brief_typing.listen()
    st.caption(
        "Numbers are frozen as of the day the brief was made. What you write is marked as the committee's; "
        "an emptied statement is removed."
    )
    for number, section in enumerate(found.sections):
        # the label stays as it is while one works in it: another would close the section
        with st.expander(section.title, expanded=number == 0, key=f"{_key(section.id)} open"):
            _section(found, section, is_first=number == 0, is_last=number == len(found.sections) - 1)
    _titles(found)


def _section(brief: Brief, section: Section, *, is_first: bool, is_last: bool) -> None:
    key = _key(section.id)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.toggle("Print this section", value=section.is_included, key=f"{key} in", on_change=partial(_print, section))
        _arrows(section.id, "", is_first=is_first, is_last=is_last, what="section")
        _parts(section)
        brief_comments.draw(brief, section)
    if section.lead:
        st.caption(parts.plain(section.lead))
    brief_decisions.draw(section)
    for number, statement in enumerate(section.statements):
        _statement(section, statement, is_first=number == 0, is_last=number == len(section.statements) - 1)
    own = f"{key} own {len(st.session_state.get(_ADDED, ()))}"
    is_decision = section.id in (DECISIONS, SINCE)
    st.text_area(
        "A decision of the committee's own" if is_decision else "A statement of the committee's own",
        key=own,
        placeholder="Write here; it is added at the end of the section",
        height=68,
        on_change=partial(_add, section.id, own),
    )


def _statement(section: Section, statement: Statement, *, is_first: bool, is_last: bool) -> None:
    key = _key(section.id, statement.id)
    with st.container(border=True, gap="small"):
        if statement.is_included:
            brief_fields.field("Statement", f"{key} words", statement.text, partial(_reword, section.id, statement.id))
        else:
            st.markdown(f":gray[~~{parts.plain(statement.text)}~~]")
        brief_fields.conflict(statement.id, partial(_restore, section.id, statement.id))
        if statement.before:
            st.info(
                f"The numbers under your words have changed.  \nWas: {parts.plain(statement.before)}  \n"
                f"Now: {parts.plain(statement.drafted or 'this can no longer be said')}",
                icon=":material/update:",
            )
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
    own = whose(statement)
    return f"{own[:1].upper()}{own[1:]}" if own else f"Drafted from answer {', '.join(map(str, statement.evidence))}"


def _parts(section: Section) -> None:
    """Offer to print or not print each figure and exhibit of the section."""
    named = [(figure.id, figure.title) for figure in section.figures]
    named += [(exhibit.id, exhibit.title) for exhibit in section.exhibits]
    if not named:
        return
    with st.popover("Figures and tables", icon=":material/checklist:"):
        for id_, title in named:
            key = f"{_key(section.id)} part {id_}"
            is_shown = id_ not in section.hidden
            st.checkbox(title, value=is_shown, key=key, on_change=partial(_hide, section.id, id_, title, is_shown))


def _titles(brief: Brief) -> None:
    """Offer another title of the brief and its sections, and new sections."""
    with st.popover("Titles and new sections", icon=":material/title:"):
        for id_, title in (("", brief.title), *((section.id, section.title) for section in brief.sections)):
            key = f"{_key(id_)} title"
            label = f"Section “{title}”" if id_ else "Title of the brief"
            st.text_input(label, title, key=key, on_change=partial(_retitle, id_, key))
        key = f"brief new section {len(brief.sections)}"
        st.text_input("A new section", key=key, placeholder="Its title", on_change=partial(_new_section, key))


def _arrows(section_id: str, statement_id: str, *, is_first: bool, is_last: bool, what: str) -> None:
    brief_fields.arrows(
        _key(section_id, statement_id),
        partial(_move, section_id, statement_id, what),
        is_first=is_first,
        is_last=is_last,
        what=what,
    )


def _button(label: str, icon: str, key: str, action: partial[None]) -> None:
    st.button(label, icon=icon, key=key, type="tertiary", on_click=action)


def _called(section_id: str, statement_id: str) -> str:
    """Return a statement, or a section, as the history names it: by its draft, which stays while words change."""
    brief = state.current()
    section = brief.section(section_id) if brief else None
    if section is None or not statement_id:
        return f"“{section.title if section else section_id}”"
    words = next((own.drafted or own.text for own in section.statements if own.id == statement_id), statement_id)
    return f"“{words[:_LONGEST]}{'…' if len(words) > _LONGEST else ''}”"


def _key(section_id: str, statement_id: str = "") -> str:
    return brief_fields.key(section_id, statement_id)


def _print(section: Section) -> None:
    what = f"{'Left out' if section.is_included else 'Brought back'} the section “{section.title}”"
    state.change(lambda found: edit.include(found, section.id, is_included=not section.is_included), what)


def _include(section_id: str, statement_id: str, is_included: bool) -> None:
    what = f"{'Brought back' if is_included else 'Removed'} {_called(section_id, statement_id)}"
    state.change(lambda found: edit.include(found, section_id, statement_id, is_included=is_included), what)


def _reword(section_id: str, statement_id: str, text: str, seen: tuple[str, ...]) -> None:
    what = f"Reworded {_called(section_id, statement_id)}"
    state.change(lambda found: edit.reword(found, section_id, statement_id, text, seen=seen), what)


def _restore(section_id: str, statement_id: str, text: str) -> None:
    what = f"Reworded {_called(section_id, statement_id)}"
    state.change(lambda found: edit.reword(found, section_id, statement_id, text), what)


def _add(section_id: str, field: str) -> None:
    added, text = st.session_state.setdefault(_ADDED, []), st.session_state[field]
    # as with other words: a field that was already answered, by one statement more, adds nothing again
    if field not in added and text.strip():
        added.append(field)
        state.change(lambda found: edit.add(found, section_id, text), f"Added “{text[:_LONGEST]}”")


def _move(section_id: str, statement_id: str, what: str, by: int) -> None:
    moved = f"Moved the {what}: {_called(section_id, statement_id)}"
    state.change(lambda found: edit.move(found, section_id, statement_id, by=by), moved)


def _hide(section_id: str, part_id: str, title: str, is_shown: bool) -> None:
    what = f"{'Left out' if is_shown else 'Brought back'} “{title}”"
    state.change(lambda found: edit.hide(found, section_id, part_id, is_hidden=is_shown), what)


def _retitle(section_id: str, field: str) -> None:
    title = st.session_state[field]
    state.change(lambda found: edit.retitle(found, section_id, title), f"Changed a title to “{title}”")


def _new_section(field: str) -> None:
    title = st.session_state[field]
    if title.strip():
        state.change(lambda found: edit.add_section(found, title), f"Added the section “{title}”")
