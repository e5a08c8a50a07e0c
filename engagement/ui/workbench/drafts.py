"""Drafts of the workbench: saved under a title, opened again from a list or by a link that others can open too."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from engagement.app import runtime
from engagement.store.sql_drafts import SqlDraft, SqlDrafts
from engagement.ui.shell import audited, parts

KEY = "draft"
"""The draft's id in the address."""

_OPEN, _TITLE, _WRONG = "draft that is open", "draft title", "why no draft was saved"


def open_linked(load: Callable[[str], None]) -> None:
    """Put the draft that the address names into the field, once.

    Args:
        load: puts SQL into the field.
    """
    asked, kept = st.query_params.get(KEY, ""), st.session_state
    if not asked or kept.get(_OPEN) == asked:
        return
    draft = _store().read(asked)
    kept[_OPEN] = asked
    if draft is None:
        st.info("The draft of this link is not kept any more.", icon=":material/link_off:")
        return
    kept[_TITLE] = draft.title
    load(draft.sql)


def draw(load: Callable[[str], None]) -> None:
    """Draw the way to save what is in the field, and the reader's own drafts."""
    author = runtime.reader().name
    with st.container(horizontal=True, vertical_alignment="bottom", key="drafts"):
        st.text_input("Title of the draft", key=_TITLE, max_chars=120, placeholder="What it asks")
        st.button("Save draft", key="save draft", icon=":material/save:", on_click=_save, args=(author,))
        own = _store().of(author)
        with st.popover(f"Your drafts ({len(own)})", disabled=not own):
            for draft in own:
                _entry(draft, author, load)
    if why := st.session_state.pop(_WRONG, ""):
        st.warning(parts.plain(why))
    elif _store().read(str(st.query_params.get(KEY, ""))):
        st.caption("The address of this page is the link to the draft. Other analysts can open it.")


def _entry(draft: SqlDraft, author: str, load: Callable[[str], None]) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        label = f"{draft.title or 'Without a title'}, {draft.saved_at[:16].replace('T', ' ')} UTC"
        st.button(parts.plain(label), key=f"open draft {draft.id}", type="tertiary", on_click=_show, args=(draft, load))
        st.button("Remove", key=f"remove draft {draft.id}", on_click=_remove, args=(draft.id, author))


def _save(author: str) -> None:
    kept = st.session_state
    title, sql = str(kept.get(_TITLE) or "").strip(), str(kept.get("workbench sql", ""))
    try:
        draft = _store().save(author=author, title=title, sql=sql, id_=str(kept.get(_OPEN, "")))
    except (ValueError, OSError) as error:
        kept[_WRONG] = str(error) if isinstance(error, ValueError) else "The draft could not be kept."
        return
    kept[_OPEN] = st.query_params[KEY] = draft.id
    audited.write("changed", draft=draft.id, title=title)


def _show(draft: SqlDraft, load: Callable[[str], None]) -> None:
    kept = st.session_state
    kept[_OPEN] = st.query_params[KEY] = draft.id
    kept[_TITLE] = draft.title
    load(draft.sql)


def _remove(id_: str, author: str) -> None:
    if _store().remove(id_, author=author):
        audited.write("changed", removed_draft=id_)
        if st.query_params.get(KEY) == id_:
            del st.query_params[KEY]


def _store() -> SqlDrafts:
    return SqlDrafts(runtime.settings().drafts_dir / "queries")
