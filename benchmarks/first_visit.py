"""The first visit after a start, in a browser, against a bare Streamlit page with one Plotly chart."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from benchmarks.report import Comparison, machine
from engagement.loading.load import load
from engagement.settings import ROOT, load_settings
from tests.browser import chromium

LIMIT = 1.5
RUNS = 5

_BARE = """
import plotly.graph_objects as go
import streamlit as st

st.plotly_chart(go.Figure(go.Bar(x=[1, 2, 3], y=[3, 1, 2])))
"""


@contextmanager
def serving(script: Path, environment: dict[str, str]) -> Iterator[tuple[str, int]]:
    """Serve a script while the block lasts; yields its address and the server's process."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port = listener.getsockname()[1]
    options = ["--server.port", str(port), "--server.headless", "true", "--browser.gatherUsageStats", "false"]
    process = subprocess.Popen(
        [sys.executable, "-m", "streamlit", "run", script.name, *options],
        cwd=script.parent,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _until_listening(port)
        yield f"http://localhost:{port}/", process.pid
    finally:
        process.terminate()
        process.wait(timeout=20)


def _until_listening(port: int) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.02)
    raise TimeoutError(f"nothing listens on port {port}")


def _visit(browser: Browser, url: str) -> float:
    """Seconds from the address to the first drawn chart, with an empty cache."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    page = context.new_page()
    start = time.perf_counter()
    page.goto(url)
    page.wait_for_selector(".js-plotly-plot .main-svg", timeout=120_000)
    passed = time.perf_counter() - start
    context.close()
    return passed


def main() -> None:
    """Print the ratio over several fresh starts of both servers."""
    print(machine())
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        data = Path(folder) / "data"
        shutil.copytree(ROOT / "data", data, ignore=shutil.ignore_patterns("snapshots", "records", ".salt"))
        load(load_settings(data_dir=data))
        bare = Path(folder) / "bare" / "page.py"
        bare.parent.mkdir()
        bare.write_text(_BARE, encoding="utf-8")
        browser = playwright.chromium.launch(executable_path=chromium.find(), args=chromium.ARGUMENTS)
        ours, floor = [], []
        for _ in range(RUNS):
            with serving(ROOT / "dashboard.py", {**os.environ, "ENGAGEMENT_DATA": str(data)}) as (url, _):
                ours.append(_visit(browser, url))
            with serving(bare, dict(os.environ)) as (url, _):
                floor.append(_visit(browser, url))
        browser.close()
    print(Comparison("first visit to the overview, to the first chart", tuple(ours), tuple(floor), LIMIT))


if __name__ == "__main__":
    main()
