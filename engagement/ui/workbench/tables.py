"""The tables and models of the contract, with what they and their columns mean, to be put into SQL."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pyarrow as pa
import streamlit as st

from engagement.app.columns import columns_of, holds, tables_of
from engagement.catalog import Catalog
from engagement.ui.shell import parts
from engagement.warehouse import View

_LONGEST = 90


def offered(view: View) -> dict[str, Any]:
    """Every table and model with its columns, in the words that completion shows."""
    return {
        name: {
            "about": _short(about),
            "columns": {
                column: _short(f"{_short(held)} · {columns[column]}") for column, held in holds(view, name).items()
            },
        }
        for name, (about, columns) in _tables(view).items()
    }


def choose(view: View) -> tuple[int, str]:
    """Draw the list; what to put into the SQL, and how often that has been asked for.

    Returns:
        A number that counts up with each click, and the text.
    """
    kept = st.session_state
    tables = _tables(view)
    first = next(iter(tables))
    name = st.selectbox(
        "Tables and models",
        list(tables),
        index=list(tables).index(first),
        key="workbench table",
        filter_mode="contains",
    )
    about, columns = tables[name]
    st.caption(parts.plain(about))
    chosen = st.multiselect("Columns", list(columns), key=f"workbench of {name}", placeholder="Choose what to insert")
    with st.container(horizontal=True):
        st.button(
            "Insert columns", on_click=_insert, args=(_columns(name, chosen or list(columns)[:1]),), disabled=not chosen
        )
        st.button("Insert table", on_click=_insert, args=(name,))
    about_columns = columns_of(view, name)
    st.dataframe(
        pa.table(
            {
                "column": [column.name for column in about_columns],
                "type": [column.type for column in about_columns],
                "example": [column.example for column in about_columns],
                "meaning": [columns.get(column.name, "") for column in about_columns],
                "values": [", ".join(column.values) for column in about_columns],
                "origin": [column.origin for column in about_columns],
            }
        ),
        hide_index=True,
        height=205,
        column_config={
            "column": "Column",
            "meaning": "What it means",
            "type": "Type",
            "example": "Example",
            "values": "Allowed values",
            "origin": "Comes from",
        },
        alt=f"The {len(columns)} columns of {name} and what they mean",
    )
    return kept.get("workbench inserts", 0), kept.get("workbench insert", "")


def _insert(text: str) -> None:
    kept = st.session_state
    kept["workbench insert"], kept["workbench inserts"] = text, kept.get("workbench inserts", 0) + 1


def _columns(table: str, names: list[str]) -> str:
    return ",\n    ".join(f"{table}.{name}" for name in names)


def _tables(view: View) -> Mapping[str, tuple[str, dict[str, str]]]:
    """Return published tables first, then models, then tables: what each is, and what its columns are."""
    catalog = view.catalog
    found: dict[str, tuple[str, dict[str, str]]] = {}
    for name in tables_of(view):
        told = {column.name: _told(column.title, column.description) for column in catalog.columns_known[name].values()}
        found[name] = (_about(catalog, name), {column: told.get(column, "") for column in holds(view, name)})
    return found


def _about(catalog: Catalog, name: str) -> str:
    if name in catalog.names.published:
        metrics = catalog.metrics[catalog.names.published[name].name]
        return f"{metrics.title}, published counts; one row per cell that is large enough."
    if name in catalog.models:
        return f"{catalog.models[name].title}: {catalog.models[name].grain}."
    return _told(catalog.contract.tables[name].title, catalog.contract.tables[name].description)


def _told(title: str, description: str) -> str:
    return f"{title}: {description}" if description else title


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1].rstrip()}…"
