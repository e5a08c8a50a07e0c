"""What is said of a free question in words, and how its answer is drawn, by form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import streamlit as st

from engagement.catalog.implied import chart_of
from engagement.catalog.query_file import QueryFile
from engagement.query import CHART_KINDS, ChartSpec, Column
from engagement.ui.shell import parts
from engagement.ui.workbench.file import FOLDER, Words, units
from engagement.workbench.workbench import Found

_SAID = {
    "title": "Title",
    "question": "Question, as a reader asks it",
    "grain": "What one row is",
    "owner": "Who answers for it",
}
_KINDS = {
    "line": "Line",
    "bar": "Bars",
    "stacked_bar": "Stacked bars",
    "map": "Map",
    "timeline": "Timeline",
    "funnel": "Funnel",
    "heatmap": "Heatmap",
    "dot": "Dots",
    "table": "Table alone",
}
# What the form asks for, by kind: keys of [chart] and their labels; those with a ? may stay empty.
_ASKED: Mapping[str, Mapping[str, str]] = {
    "line": {"x": "Along", "y": "Values", "series?": "One line for each"},
    "bar": {"x": "Bars for", "y": "Values", "series?": "Colors for"},
    "stacked_bar": {"x": "Bars for", "y": "Values", "series?": "Parts"},
    "map": {"iso3": "Countries", "y": "Value", "label?": "Names"},
    "timeline": {"label?": "Names", "start?": "From", "end": "Until", "series?": "Colors for"},
    "funnel": {"x": "Stages", "y": "Values"},
    "heatmap": {"x": "Across", "series": "Down", "y": "Value"},
    "dot": {"x": "Rows for", "y": "Values", "low?": "Low end", "high?": "High end"},
    "table": {},
}
_NONE = "(none)"


def words() -> Words:
    """Return what has been said so far; columns that the answer no longer has are left out."""
    kept: Words = st.session_state.get("workbench words", Words())
    return kept


def edit(said: Words, found: Found) -> Words:
    """Draw the form for words and columns; what it says now."""
    texts = {}
    for at, column in enumerate(st.columns(2)):
        for key in list(_SAID)[at::2]:
            with column:
                texts[key] = st.text_input(_SAID[key], value=getattr(said, key), key=f"workbench {key}").strip()
    shown = [
        {"column": each.name, "title": each.title, "unit": each.unit, "description": each.description}
        for each in said.columns.values()
    ]
    edited = st.data_editor(
        shown,
        key=f"workbench columns {','.join(found.types)}",
        hide_index=True,
        disabled=["column"],
        column_config={
            "column": st.column_config.TextColumn("Column"),
            "title": st.column_config.TextColumn("Title", required=True),
            "unit": st.column_config.SelectboxColumn("Unit", options=list(units()), required=True),
            "description": st.column_config.TextColumn("What it means"),
        },
    )
    columns = {
        row["column"]: Column(
            row["column"], row["title"] or row["column"], row["description"] or "", row["unit"] or "text"
        )
        for row in edited
    }
    said = replace(said, columns=columns, **{key: text or getattr(Words(), key) for key, text in texts.items()})
    st.session_state["workbench words"] = replace(said, columns={}, chart=None)
    return said


def chart(said: Words, found: Found) -> ChartSpec:
    """Draw the form for the chart; what it says now."""
    names = list(said.columns)
    numbers = [name for name, type_ in found.types.items() if _is_number(type_)]
    first = _first_kind(said, names, numbers)
    key = ",".join(names)
    columns = st.columns(4)
    kind = columns[0].selectbox(
        "Kind of chart",
        CHART_KINDS,
        index=CHART_KINDS.index(first),
        format_func=lambda each: _KINDS.get(each, each),
        key=f"workbench kind {key}",
    )
    chosen: dict[str, object] = {"kind": kind}
    for at, (name, label) in enumerate(_ASKED.get(kind, {}).items(), 1):
        with columns[at % 4]:
            widget = f"workbench {kind} {name} {key}"
            bare = name.removesuffix("?")
            if bare == "y" and kind not in ("map", "heatmap"):
                chosen["y"] = tuple(st.multiselect(label, numbers, default=numbers[:1], key=widget))
                continue
            options = numbers if bare in ("y", "low", "high") else names
            options = [_NONE, *options] if name.endswith("?") else options
            if options:
                value = st.selectbox(label, options, index=_guess(bare, options, said, numbers), key=widget)
                if value != _NONE:
                    chosen[bare] = (value,) if bare == "y" else value
    return chart_of(chosen, names, None)


def file(text: str, said: Words, read: QueryFile) -> None:
    """Draw the finished file: to copy, to take along, and what is still wrong with it."""
    if read.faults:
        with st.container(border=True):
            st.markdown("**Before it is saved**")
            parts.faults(read.faults)
    st.caption(parts.plain(f"Save it as queries/{FOLDER}/{said.name}.sql, in this folder or another of queries/."))
    st.download_button(
        "Download the file",
        text,
        file_name=f"{said.name}.sql",
        mime="application/sql",
        icon=":material/download:",
        on_click="ignore",
    )
    st.code(text, language="sql", wrap_lines=True)


def _first_kind(said: Words, names: list[str], numbers: list[str]) -> str:
    """Return what fits the answer, to begin with."""
    if not numbers or numbers == names:
        return "table"
    first = next(name for name in names if name not in numbers or said.columns[name].unit == "year")
    if said.columns[first].unit in ("date", "year") or "year" in first:
        return "line"
    return "map" if said.columns[first].unit == "iso3" else "bar"


def _guess(key: str, options: list[str], said: Words, numbers: list[str]) -> int:
    names = [name for name in options if name != _NONE and (name not in numbers or said.columns[name].unit == "year")]
    units = {"iso3": "iso3", "end": "date", "start": "date"}
    if key in units:
        names = [name for name in options if name != _NONE and said.columns[name].unit == units[key]] or names
    at = 1 if key == "series" or (key == "end" and len(names) > 1) else 0
    if key in ("label", "low", "high") or len(names) <= at:
        return 0
    return options.index(names[at])


def _is_number(type_: str) -> bool:
    return "INT" in type_ or type_.startswith(("DOUBLE", "FLOAT", "DECIMAL"))
