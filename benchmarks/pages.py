"""Each page's script run, warm, against a floor page of constants that draws as many elements of every kind.

The floor has no data, no filters and no thoughts: what it takes is Streamlit's own. A second floor draws the figures,
charts and tables alone, without the words, widgets and boxes around them; its ratio is told beside the first.
"""

from __future__ import annotations

import logging
import os
import statistics
import sys
import tempfile
import warnings
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from streamlit.testing.v1 import AppTest

from benchmarks.report import compare, machine, seconds
from engagement.app.menu import MENU
from engagement.settings import ROOT

LIMIT = 1.5
RUNS = 15

_DRAWN = {
    "metric": 'st.metric(f"Figure {at}", 1234, 5)',
    "plotly_chart": 'st.plotly_chart(chart(), width="stretch", theme=None, key=f"chart {at}")',
    "dataframe": 'st.dataframe(frame, key=f"table {at}")',
}
_AROUND = {
    "markdown": 'st.markdown(f"Words {at}")',
    "caption": 'st.caption(f"Small words {at}")',
    "html": 'st.html(f"<p>{at}</p>")',
    "title": 'st.title(f"Title {at}")',
    "header": 'st.header(f"Header {at}")',
    "subheader": 'st.subheader(f"Subheader {at}")',
    "warning": 'st.warning(f"Note {at}")',
    "button": 'st.button(f"Button {at}")',
    "button_group": 'st.pills(f"Pills {at}", ["one", "two"], key=f"pills {at}")',
    "selectbox": 'st.selectbox(f"Choice {at}", numbers, key=f"choice {at}")',
    "multiselect": 'st.multiselect(f"Choices {at}", numbers, key=f"choices {at}")',
    "text_input": 'st.text_input(f"Text {at}")',
    "date_input": 'st.date_input(f"Day {at}", None)',
    "expander": 'st.expander(f"More {at}")',
    "popover": 'st.popover(f"Behind {at}", key=f"popover {at}")',
    "flex_container": "st.container(border=True)",
    "tab": 'st.tabs([f"Tab {at}"])',
    "column": "st.columns(1)",
}
_FLOOR = """
import pandas as pd
import plotly.graph_objects as go
import streamlit as st

numbers = list(range(12))
frame = pd.DataFrame({"year": numbers, "students": numbers})

def chart():
    return go.Figure([go.Bar(x=numbers, y=numbers, name=name) for name in "abcd"])

"""


def page_run(file: str) -> str:
    """Compare one page with its floors, all run as Streamlit runs them, without a browser."""
    page = AppTest.from_file(str(ROOT / "pages" / "frame.py"), default_timeout=120).run()
    page.switch_page(file).run()
    counts = Counter(_kinds(page._tree.children.values()))
    with tempfile.TemporaryDirectory() as folder:
        whole = _floor(Path(folder) / "whole.py", {**_DRAWN, **_AROUND}, counts)
        drawn = _floor(Path(folder) / "drawn.py", _DRAWN, counts)
        name = f"{file.removesuffix('.py')} ({', '.join(f'{counts[kind]} {kind}' for kind in _DRAWN)})"
        compared = compare(name, page.run, whole.run, limit=LIMIT, runs=RUNS, warmup=2)
        alone = statistics.median(seconds(drawn.run) for _ in range(RUNS))
    return f"{compared}; {statistics.median(compared.ours) / alone:.2f} x without what is around them"


def _kinds(blocks: Iterable[Any]) -> Iterable[str]:
    for block in blocks:
        yield block.type
        yield from _kinds(getattr(block, "children", {}).values())


def _floor(script: Path, lines: Mapping[str, str], counts: Mapping[str, int]) -> AppTest:
    body = "".join(f"for at in range({counts.get(kind, 0)}):\n    {line}\n" for kind, line in lines.items())
    script.write_text(_FLOOR + body, encoding="utf-8")
    return AppTest.from_file(str(script), default_timeout=120).run()


def main() -> None:
    """Print a ratio for every page."""
    warnings.simplefilter("ignore")
    # Streamlit says at every run that there is no browser
    logging.getLogger("streamlit.runtime.scriptrunner_utils.script_run_context").setLevel(logging.ERROR)
    os.chdir(ROOT)
    sys.path.insert(0, str(ROOT))
    print(machine())
    for entry in MENU:
        print(page_run(entry.file), flush=True)


if __name__ == "__main__":
    main()
