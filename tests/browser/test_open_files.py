"""The server that readers reach never has a file open that holds people's rows."""

from __future__ import annotations

import os
import threading
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from engagement.settings import Settings
from tests.browser.serving import Server
from tests.browser.visiting import Visit

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="needs /proc, which tells open files"),
]


def sessions_of(server: Server) -> set[int]:
    """The sessions that the processes of a server have begun; whatever they start later is in the same ones."""
    port = str(urlsplit(server.url).port).encode()
    return {int(each.name) for each in Path("/proc").glob("[0-9]*") if port in words(each)}


def processes_in(sessions: set[int]) -> list[Path]:
    """The directories in /proc of the processes of some sessions."""
    return [each for each in Path("/proc").glob("[0-9]*") if session(each) in sessions]


def words(process: Path) -> list[bytes]:
    try:
        return (process / "cmdline").read_bytes().split(b"\0")
    except OSError:
        return []


def session(process: Path) -> int:
    try:
        return os.getsid(int(process.name))
    except OSError:
        return -1


def open_files(processes: list[Path]) -> set[Path]:
    found = set()
    for process in processes:
        try:
            descriptors = list((process / "fd").iterdir())
        except OSError:  # it has ended
            continue
        for each in descriptors:
            try:
                found.add(each.readlink())
            except OSError:
                continue
    return found


def test_while_pages_are_asked_the_server_opens_no_records(server: Server, demo_settings: Settings, visit: Visit):
    seen: set[Path] = set()
    is_over, sessions = threading.Event(), sessions_of(server)

    def watch() -> None:
        while not is_over.wait(0.02):
            seen.update(open_files(processes_in(sessions)))

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        for page in ("", "placements", "leadership", "region"):
            visit.open(f"{server.url}/{page}")
            visit.drawn()
    finally:
        is_over.set()
        watcher.join()
    assert any(path.name == "release.duckdb" for path in seen)
    records = demo_settings.records_dir.resolve()
    assert {path for path in seen if path.name == "people.duckdb" or records in path.parents} == set()
