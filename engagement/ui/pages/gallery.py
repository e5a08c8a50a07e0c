"""Every kind of chart, drawn from a few invented numbers, with the header that makes it."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import streamlit as st

from engagement.app import runtime
from engagement.catalog import Catalog, load_catalog
from engagement.contract import Contract
from engagement.query import CHART_KINDS
from engagement.ui.components import show
from engagement.ui.shell import parts
from engagement.ui.workbench import page as workbench

EXAMPLES = Path(__file__).with_name("examples")
_read: dict[str, Catalog] = {}
_CHART = re.compile(r"^\[chart\]\n(?:.+\n)+", re.MULTILINE)


def draw() -> None:
    """Draw the gallery."""
    st.markdown(
        ":gray[What a question's header can ask for. The numbers are invented; each example is a whole file that runs.]"
    )
    view = replace(runtime.view(), catalog=examples(runtime.view().catalog.contract))
    for kind in CHART_KINDS:
        with parts.part(f"The example of {kind}"):
            result = view.run(f"gallery/{kind}")
            picture, header = st.columns([3, 2], gap="medium")
            with picture:
                show.answer(result, key="gallery")
            with header:
                st.code(header_of(result.query.text), language="toml")
                st.button(
                    "Open in the workbench",
                    key=f"gallery {kind}",
                    on_click=_open,
                    args=(result.query.sql,),
                    icon=":material/edit:",
                )


def examples(contract: Contract) -> Catalog:
    """Return the examples as a catalog of their own: nobody's queries, and read as everybody's are."""
    _read["catalog"] = load_catalog(EXAMPLES, contract, before=_read.get("catalog"))
    return _read["catalog"]


def header_of(text: str) -> str:
    """Return the part of a file that asks for its chart."""
    found = _CHART.search(text)
    return found[0].strip() if found else ""


def _open(sql: str) -> None:
    workbench.load(sql + "\n")
    st.session_state["show"] = "Workbench"
