"""Each page's script run, warm, against a floor page that draws as many figures, charts and tables of constants."""

from __future__ import annotations

import os
import sys
import tempfile
import warnings
from pathlib import Path

from streamlit.testing.v1 import AppTest

from benchmarks.report import Comparison, compare, machine
from engagement.settings import ROOT
from engagement.ui.menu import MENU

LIMIT = 1.5
DRAWN = ("metric", "plotly_chart", "dataframe")

_FLOOR = """
import pandas as pd
import plotly.graph_objects as go
import streamlit as st

numbers = list(range(12))
frame = pd.DataFrame({{"year": numbers, "students": numbers}})
for at in range({metric}):
    st.metric(f"Figure {{at}}", 1234, 5, chart_data=numbers, chart_type="line")
for at in range({plotly_chart}):
    figure = go.Figure([go.Bar(x=numbers, y=numbers, name=name) for name in "abcd"])
    st.plotly_chart(figure, width="stretch", theme=None, key=f"chart {{at}}")
for at in range({dataframe}):
    st.dataframe(frame, key=f"table {{at}}")
"""


def page_run(file: str) -> Comparison:
    """Compare one page with its floor, both run as Streamlit runs them, without a browser."""
    page = AppTest.from_file(str(ROOT / "pages" / "frame.py"), default_timeout=120).run()
    page.switch_page(file).run()
    drawn = {kind: len(page.get(kind)) for kind in DRAWN}
    with tempfile.TemporaryDirectory() as folder:
        script = Path(folder) / "floor.py"
        script.write_text(_FLOOR.format(**drawn), encoding="utf-8")
        floor = AppTest.from_file(str(script), default_timeout=120).run()
        name = f"{file.removesuffix('.py')} ({', '.join(f'{count} {kind}' for kind, count in drawn.items())})"
        return compare(name, page.run, floor.run, limit=LIMIT, runs=15, warmup=2)


def main() -> None:
    """Print a ratio for every page."""
    warnings.simplefilter("ignore")
    os.chdir(ROOT)
    sys.path.insert(0, str(ROOT))
    print(machine())
    for entry in MENU:
        print(page_run(entry.file), flush=True)


if __name__ == "__main__":
    main()
