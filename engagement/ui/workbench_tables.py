"""The tables and models of the contract, with what they and their columns mean, to be put into SQL."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pyarrow as pa
import streamlit as st

from engagement.ui import parts
from engagement.warehouse import View

_LONGEST = 90
_columns_kept: dict[tuple[object, ...], dict[str, list[str]]] = {}


def offered(view: View) -> dict[str, Any]:
    """Every table and model with its columns, in the words that completion shows."""
    return {
        name: {"about": _short(about), "columns": {column: _short(text) for column, text in columns.items()}}
        for name, (about, columns) in _tables(view).items()
    }


def choose(view: View) -> tuple[int, str]:
    """Draw the list; what to put into the SQL, and how often that has been asked for.

    Returns:
        A number that counts up with each click, and the text.
    """
    kept = st.session_state
    tables = _tables(view)
    first = "students_abroad" if "students_abroad" in tables else next(iter(tables))
    name = st.selectbox(
        "Tables and models",
        list(tables),
        index=list(tables).index(first),
        key="workbench table",
        filter_mode="contains",
    )
    about, columns = tables[name]
    people = " Its rows are people: they are counted in groups." if name in view.about_people else ""
    st.caption(parts.plain(about + people))
    chosen = st.multiselect("Columns", list(columns), key=f"workbench of {name}", placeholder="Choose what to insert")
    with st.container(horizontal=True):
        st.button(
            "Insert columns", on_click=_insert, args=(_columns(name, chosen or list(columns)[:1]),), disabled=not chosen
        )
        st.button("Insert table", on_click=_insert, args=(name,))
    st.dataframe(
        pa.table({"column": list(columns), "meaning": list(columns.values())}),
        hide_index=True,
        height=205,
        column_config={"column": "Column", "meaning": "What it means"},
        alt=f"The {len(columns)} columns of {name} and what they mean",
    )
    return kept.get("workbench inserts", 0), kept.get("workbench insert", "")


def _insert(text: str) -> None:
    kept = st.session_state
    kept["workbench insert"], kept["workbench inserts"] = text, kept.get("workbench inserts", 0) + 1


def _columns(table: str, names: list[str]) -> str:
    return ",\n    ".join(f"{table}.{name}" for name in names)


def _tables(view: View) -> Mapping[str, tuple[str, dict[str, str]]]:
    """Models first: they are made for questions. Each with what it is and what its columns are."""
    contract, models = view.catalog.contract, view.catalog.models
    fields = {each.name: _told(each.title, each.description) for table in contract for each in table.fields}
    found: dict[str, tuple[str, dict[str, str]]] = {}
    for name, names in _models(view).items():
        model = models[name]
        told = {each.name: _told(each.title, each.description) for each in model.columns.values()}
        found[name] = (
            f"{model.title}: {model.grain}.",
            {each: told.get(each) or fields.get(each, "") for each in names},
        )
    for table in contract:
        columns = {each.name: _told(each.title, each.description) for each in table.fields}
        found[table.name] = (_told(table.title, table.description), columns)
    return found


def _models(view: View) -> dict[str, list[str]]:
    """The models with their columns, which a header need not name, as they are in the snapshot."""
    key = (view.snapshot.id, tuple(view.catalog.models))
    if key not in _columns_kept:
        rows = view.database.run(
            "select table_name, column_name from information_schema.columns where table_schema = 'main' "
            "order by table_name, ordinal_position"
        ).to_pylist()
        _columns_kept.clear()
        _columns_kept[key] = {
            name: [row["column_name"] for row in rows if row["table_name"] == name]
            for name in sorted(view.catalog.models)
        }
    return _columns_kept[key]


def _told(title: str, description: str) -> str:
    return f"{title}: {description}" if description else title


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1].rstrip()}…"
