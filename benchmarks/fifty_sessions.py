"""Fifty readers at once: each clicks every fifteen seconds, for five minutes, on ten million placements.

Each session is a WebSocket that speaks Streamlit's own protocol, as a browser does: it asks for a page with filters in
its address, takes every message of the run, and is answered when the script has finished. Measured are the seconds
from click to finished run, the server's share of a core, and its memory after all have gone.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import statistics
import tempfile
import time
from pathlib import Path

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Origin, Subprotocol

from benchmarks.first_visit import serving
from benchmarks.idle_tabs import memory
from benchmarks.report import machine
from engagement.demo import write_demo
from engagement.loading.load import load
from engagement.settings import ROOT, load_settings

SESSIONS, CLICK_SECONDS, MINUTES, PLACEMENTS = 50, 15.0, 5.0, 10_000_000
MEDIAN_LIMIT, P95_LIMIT, LEFT_MEGABYTES = 0.4, 1.0, 50
_PAGES = ("overview", "placements", "partnerships", "strategy", "region", "leadership")
_FILTERS = ("", "period=2024/2025", "regions=Africa", "regions=Europe", "regions=Africa&period=2023/2024")
_SECOND_WAIT = 60.0
_MEGABYTE = 2**20


async def ask_all(url: str) -> None:
    """Ask every page with every choice of filters once, as one reader."""
    async with _tab(url) as socket:
        for page in _PAGES:
            for filters in _FILTERS:
                await asyncio.wait_for(_click(socket, page, filters), _SECOND_WAIT)


def _tab(url: str) -> connect:
    address = url.replace("http://", "ws://") + "_stcore/stream"
    return connect(address, subprotocols=[Subprotocol("streamlit")], max_size=None, origin=Origin(url.rstrip("/")))


async def visit(url: str, until: float, taken: list[float], faults: list[str]) -> None:
    """Click until the time is over; write down how long each click took."""
    try:
        async with _tab(url) as socket:
            await asyncio.sleep(random.uniform(0, CLICK_SECONDS))  # noqa: S311  readers do not click in step
            while time.monotonic() < until:
                started = time.monotonic()
                page, filters = random.choice(_PAGES), random.choice(_FILTERS)  # noqa: S311
                await asyncio.wait_for(_click(socket, page, filters), _SECOND_WAIT)
                taken.append(time.monotonic() - started)
                await asyncio.sleep(max(0.0, CLICK_SECONDS - (time.monotonic() - started)))
    except Exception as error:  # noqa: BLE001  a reader's error is what is counted here
        faults.append(f"{type(error).__name__}: {error}")


async def _click(socket: ClientConnection, page: str, filters: str) -> None:
    click = BackMsg()
    click.rerun_script.query_string = filters
    click.rerun_script.page_name = page
    await socket.send(click.SerializeToString())
    while True:
        message = ForwardMsg()
        message.ParseFromString(bytes(await socket.recv(decode=False)))
        if message.WhichOneof("type") == "script_finished":
            return


async def crowd(url: str, sessions: int, minutes: float) -> tuple[list[float], list[str]]:
    """Have all visit at the same time."""
    taken: list[float] = []
    faults: list[str] = []
    until = time.monotonic() + minutes * 60
    await asyncio.gather(*(visit(url, until, taken, faults) for _ in range(sessions)))
    return taken, faults


def main() -> None:
    """Print how long clicks take, and what is left when everybody has gone."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--sessions", type=int, default=SESSIONS)
    parser.add_argument("--minutes", type=float, default=MINUTES)
    parser.add_argument("--placements", type=int, default=PLACEMENTS)
    parser.add_argument("--data", type=Path, help="a folder that is loaded already")
    given, _ = parser.parse_known_args()
    print(machine())
    with tempfile.TemporaryDirectory(prefix="fifty-sessions-") as folder:
        data = given.data or Path(folder) / "data"
        if given.data is None:
            write_demo(data, placements=given.placements)
            load(load_settings(data_dir=data))
        with serving(ROOT / "dashboard.py", {**os.environ, "ENGAGEMENT_DATA": str(data)}) as (url, process_id):
            asyncio.run(ask_all(url))  # answers are kept for all readers, however many come
            before = memory(process_id)
            taken, faults = asyncio.run(crowd(url, given.sessions, given.minutes))
            time.sleep(150)  # Streamlit lets go of a session two minutes after its reader has gone
            left = (memory(process_id) - before) / _MEGABYTE
    median, p95 = statistics.median(taken), statistics.quantiles(taken, n=20)[-1]
    for name, value, limit in (
        ("median of a click", median, MEDIAN_LIMIT),
        ("95th percentile of a click", p95, P95_LIMIT),
    ):
        print(f"{name}: {value:.2f} s (limit {limit}: {'holds' if value <= limit else 'MISSED'})")
    verdict = "holds" if left <= LEFT_MEGABYTES else "MISSED"
    print(f"memory left when all have gone: {left:+.0f} MB (limit {LEFT_MEGABYTES}: {verdict})")
    print(f"{len(taken):,} clicks of {given.sessions} sessions, {len(faults)} errors {sorted(set(faults))[:3]}")


if __name__ == "__main__":
    main()
