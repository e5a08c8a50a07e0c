"""The workbench of the query library: write SQL, run it, choose a chart, take the finished file along."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import streamlit as st

from engagement.app import runtime
from engagement.app.scope import Scope
from engagement.errors import EngagementError, QueryError
from engagement.query import FRAME_PARAMETERS
from engagement.ui.components import show
from engagement.ui.shell import audited, parts
from engagement.ui.workbench import drafts
from engagement.ui.workbench import form as workbench_form
from engagement.ui.workbench.file import counting, file_text, read_back, with_columns
from engagement.ui.workbench.sql_editor import Typed, sql_editor
from engagement.ui.workbench.tables import choose, offered
from engagement.workbench.workbench import Found

FIRST = """select
    region,
    academic_year,
    students,
    change
from students_by_area($scheme, $regions, $countries)
where has_placements
order by
    region,
    academic_year
"""


def draw(*, scope: Scope) -> None:
    """Draw the workbench."""
    kept = st.session_state
    kept.setdefault("workbench sql", FIRST)
    st.markdown(
        ":gray[Write one select, run it, and choose how it is drawn. What comes of it is a file for the folder "
        "queries/. Saved there, it is a question like every other.]"
    )
    drafts.open_linked(load)
    left, right = st.columns([3, 2], gap="medium")
    with right:
        insert = choose(runtime.view())
    with left:
        typed = _field(insert)
        given = _given(typed.sql, scope)
        drafts.draw(load)
    if typed.asked != kept.get("workbench asked", 0) or kept.pop("workbench run", False):
        kept["workbench asked"] = typed.asked
        _run(typed.sql, given)
        st.rerun()  # so that the field shows where a fault is
    if "workbench fault" in kept:
        with st.container(border=True):
            st.markdown(
                ":material/error: **It was not run.**" if kept["workbench place"] else "**There is no answer.**"
            )
            parts.faults(kept["workbench fault"].faults)
    elif "workbench found" in kept:
        with parts.part("The answer"):
            _answer(kept["workbench found"], kept["workbench ran"])


def load(sql: str) -> None:
    """Put a text into the field in place of what is there, and show the workbench."""
    kept = st.session_state
    kept["workbench sql"], kept["workbench load"] = sql, kept.get("workbench load", 0) + 1
    for key in ("workbench fault", "workbench found"):
        kept.pop(key, None)


def _field(insert: tuple[int, str]) -> Typed:
    kept = st.session_state
    number, asked = kept.get("workbench load", 0), kept.get("workbench asked", 0)
    typed = sql_editor(
        sql=kept["workbench sql"],
        load=number,
        insert=insert,
        tables=offered(runtime.view()),
        parameters={name: f"{type_}, from the filters" for name, type_ in FRAME_PARAMETERS.items()},
        fault=kept.get("workbench place"),
        asked=asked,
        key="workbench field",
    )
    if kept.get("workbench loaded", 0) != number:
        kept["workbench loaded"] = number
        return Typed(kept["workbench sql"], asked)
    kept["workbench sql"] = typed.sql
    return typed


def _given(sql: str, scope: Scope) -> dict[str, Any]:
    """Values of the parameters: the filters' own, and a text for each other that the SQL names."""
    own = sorted({name for name in re.findall(r"\$([a-z_]\w*)", sql) if name not in FRAME_PARAMETERS})[:6]
    values = {name: st.text_input(f"${name}", key=f"workbench ${name}") or None for name in own}
    return {**scope.parameters, **values}


def _run(sql: str, given: Mapping[str, Any]) -> None:
    kept = st.session_state
    for key in ("workbench fault", "workbench place", "workbench found"):
        kept.pop(key, None)
    try:
        audited.write("workbench", sql=sql, parameters=dict(given))
        with st.spinner("Running …", show_time=True):
            kept["workbench found"] = runtime.workbench(audited.session()).ask(runtime.view(), sql, given)
        kept["workbench ran"] = sql
    except EngagementError as error:
        kept["workbench fault"] = error
        fault, place = error.faults[0], error.faults[0].where
        told = {"line": place.line, "column": place.column, "what": fault.what, "sql": sql}
        kept["workbench place"] = told if place.line else None


def _answer(found: Found, sql: str) -> None:
    view = runtime.view()
    words = with_columns(workbench_form.words(), found, view.catalog)
    place = st.container()
    chart, about, file = st.tabs(["Chart", "Words and columns", "File"])
    with about:
        words = workbench_form.edit(words, found)
    with chart:
        words = replace(words, chart=workbench_form.chart(words, found))
    text = file_text(found, sql, words)
    read = read_back(text, words, view.catalog.root)
    with file:
        workbench_form.file(text, words, read)
    if read.query is None:
        raise QueryError(*read.faults)
    result = found.result(counting(read.query, found, view.catalog))
    with place:
        show.answer(result, key="workbench")
