"""Idle tabs: what open pages that nobody touches cost the server, against a bare Streamlit page open as often.

Every tab is a WebSocket session of its own in one browser without a window. Measured are the seconds of processor that
the server takes in a minute, and how much its memory grows in that time. The bare page has a fragment that runs every
three seconds, which is Streamlit's own way to look for something new; without that its cost would be near zero.
"""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from benchmarks.first_visit import serving
from benchmarks.report import machine
from engagement.loading.load import load
from engagement.settings import ROOT, load_settings
from tests.browser import chromium

TABS, SECONDS, SETTLING = 50, 60, 15
ASK_SECONDS = 3
LIMIT = 1.0
_MEGABYTE = 2**20

_BARE = f"""
import streamlit as st


@st.fragment(run_every={ASK_SECONDS})
def asks():
    pass


st.title("Idle")
asks()
"""


@dataclass(frozen=True)
class Idle:
    """What a server took while its tabs idled: its share of one core, and bytes that its memory grew by."""

    core_share: float
    growth: int


def idle(browser: Browser, url: str, process_id: int, *, tabs: int = TABS, seconds: float = SECONDS) -> Idle:
    """Open a page in so many tabs, let them settle, and measure its server while nobody does anything.

    Raises:
        RuntimeError: the system does not tell what a process takes, or not all tabs are still connected.
    """
    if not Path("/proc").is_dir():
        raise RuntimeError("This benchmark reads /proc, which this system does not have.")
    with ExitStack() as open_tabs:
        context = browser.new_context()
        open_tabs.callback(context.close)
        closed: list[str] = []
        for _ in range(tabs):
            page = context.new_page()
            page.on("websocket", lambda socket: socket.on("close", lambda _: closed.append(socket.url)))
            page.goto(url)
            page.wait_for_selector(".stMain h1", timeout=120_000)
        page.wait_for_timeout(SETTLING * 1000)
        closed.clear()
        cpu, before, start = _cpu_seconds(process_id), memory(process_id), time.monotonic()
        page.wait_for_timeout(seconds * 1000)
        share = (_cpu_seconds(process_id) - cpu) / (time.monotonic() - start)
        growth = memory(process_id) - before
        if closed:
            raise RuntimeError(f"{len(closed)} of {tabs} tabs lost their connection.")
    return Idle(share, growth)


def _cpu_seconds(process_id: int) -> float:
    """Processor seconds of a process so far, its own and the kernel's for it."""
    fields = Path(f"/proc/{process_id}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def memory(process_id: int) -> int:
    """Resident bytes of a process."""
    pages = int(Path(f"/proc/{process_id}/statm").read_text(encoding="utf-8").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")


def said(ours: Idle, floor: Idle, *, tabs: int, seconds: float) -> str:
    """One line: the ratio, both shares of a core, and both growths."""
    ratio = ours.core_share / floor.core_share
    verdict = "holds" if ratio <= LIMIT else "MISSED"
    return (
        f"{tabs} idle tabs for {seconds:.0f} s: {ratio:.2f} x (limit {LIMIT:g}: {verdict}); "
        f"ours {ours.core_share:.1%} of a core, floor {floor.core_share:.1%}; memory "
        f"{ours.growth / _MEGABYTE:+.1f} MB, floor {floor.growth / _MEGABYTE:+.1f} MB"
    )


def main(*, tabs: int = TABS, seconds: float = SECONDS) -> None:
    """Print the ratio for the overview of the demonstration data."""
    print(machine())
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        data = Path(folder) / "data"
        shutil.copytree(ROOT / "data", data, ignore=shutil.ignore_patterns("snapshots", "records", ".salt"))
        load(load_settings(data_dir=data))
        bare = Path(folder) / "bare" / "page.py"
        bare.parent.mkdir()
        bare.write_text(_BARE, encoding="utf-8")
        browser = playwright.chromium.launch(executable_path=chromium.find(), args=chromium.ARGUMENTS)
        with serving(ROOT / "dashboard.py", {**os.environ, "ENGAGEMENT_DATA": str(data)}) as (url, process_id):
            ours = idle(browser, url, process_id, tabs=tabs, seconds=seconds)
        # without the collection after every run that ours is spared too
        with serving(bare, {**os.environ, "STREAMLIT_RUNNER_POST_SCRIPT_GC": "false"}) as (url, process_id):
            floor = idle(browser, url, process_id, tabs=tabs, seconds=seconds)
        browser.close()
    print(said(ours, floor, tabs=tabs, seconds=seconds))


if __name__ == "__main__":
    main()
