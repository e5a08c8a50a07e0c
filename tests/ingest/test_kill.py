"""Kill the load at any moment, or start two: the dashboard opens on the last good snapshot, and nothing half is left.

The kills are real: the load runs in a process of its own, which gets the signal that no process can catch.
"""

from __future__ import annotations

import itertools
import multiprocessing
import os
import random
import signal
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection

import duckdb
import pytest

from engagement.loading.load import load
from engagement.store.snapshots import current, current_records, records, releases

# Loads start in a fork of a process that has imported what they need, and has opened nothing.
_PROCESSES = multiprocessing.get_context("forkserver")
_PROCESSES.set_forkserver_preload([__name__, "engagement.ingest.snapshot.build", "engagement.release.build"])
_ROWS = 2_000


@dataclass(frozen=True)
class _Load:
    """A load in a process of its own, and what it says."""

    process: multiprocessing.process.BaseProcess
    said: Connection

    def sentences(self) -> Iterator[str]:
        """What it says, until it ends."""
        with suppress(EOFError):
            while True:
                yield self.said.recv()

    def kill(self) -> None:
        """End it with the signal that no process can catch."""
        self.process.kill()
        self.process.join()


def _start(data, *, killed_at: int = 0) -> _Load:
    said, says = _PROCESSES.Pipe(duplex=False)
    process = _PROCESSES.Process(target=_load, args=(data, says, killed_at))
    process.start()
    says.close()
    return _Load(process, said)


def _load(data, says: Connection, killed_at: int) -> None:
    """Load, or be killed just before touching the disk for the nth time after the database was built."""
    is_built, numbers = False, itertools.count(1)

    def say(sentence: str) -> None:
        nonlocal is_built
        is_built = is_built or sentence.startswith("Looking up places")
        says.send(sentence)

    def hook(event: str, arguments: tuple) -> None:
        writes = event == "open" and arguments[1] == "w"
        touches = writes or event in ("os.rename", "os.remove", "os.rmdir", "os.mkdir")
        is_ours = touches and ("snapshots" in str(arguments[0]) or "records" in str(arguments[0]))
        if is_built and is_ours and next(numbers) == killed_at:
            os.kill(os.getpid(), signal.SIGKILL)

    if killed_at:
        sys.addaudithook(hook)
    says.send("built" if load(data.settings, progress=say).built else "opened")


def _deliver(data, name: str) -> None:
    data.deliver(
        partnerships=[{"partner_name": f"{name} {number}"} for number in range(_ROWS)],
        placements=[{"person_key": f"{name}{number}"} for number in range(_ROWS)],
    )


def _is_whole(data, names: Sequence[str]) -> str:
    """Open what is current as the dashboard does; it holds one of the deliveries, from the first row to the last."""
    release, rows = current(data.settings), current_records(data.settings)
    with duckdb.connect(release.database, read_only=True) as connection:
        (found,) = connection.execute("select distinct split_part(partner_name, ' ', 1) from partnerships").fetchall()
        assert connection.execute("select count(*) from partnerships").fetchall() == [(_ROWS,)]
        assert connection.execute("select count(*) from agreements_by_name").fetchall() == [(_ROWS,)]
    with duckdb.connect(rows.database, read_only=True) as connection:
        assert connection.execute("select count(*) from placements").fetchall() == [(_ROWS,)]
    assert found[0] in names
    for store in (records(data.settings), releases(data.settings)):
        named = {path.name for path in store.folder.iterdir() if path.is_dir() and path.name[0] != "."}
        assert named == {each.id for each in store.whole()}
    return found[0]


def _unfinished(settings) -> list[str]:
    """What a killed load may leave behind: whatever is hidden, but for the lock."""
    hidden = (path.name for store in (records(settings), releases(settings)) for path in store.folder.glob(".*"))
    return [name for name in hidden if name != ".lock"]


@pytest.fixture
def loaded(data):
    """A data folder with a good snapshot, and a new delivery that waits to be loaded."""
    data.model("agreements_by_name", "select partner_name, count(*) as rows from partnerships group by all")
    _deliver(data, "old")
    data.load()
    _deliver(data, "new")
    return data


@pytest.mark.parametrize(
    "stage", ["Reading exports/placements", "Looking up", "Checking placements", "Building models"]
)
def test_a_load_killed_at_a_stage_leaves_the_last_good_snapshot(loaded, stage):
    started = _start(loaded)
    assert any(sentence.startswith(stage) for sentence in started.sentences())
    started.kill()
    assert _is_whole(loaded, ["old"]) == "old"
    assert load(loaded.settings).built
    assert _is_whole(loaded, ["new"]) == "new"
    assert _unfinished(loaded.settings) == []


def test_a_load_killed_before_any_of_its_last_steps_leaves_a_whole_snapshot(loaded):
    before = "old"
    for step in range(1, 40):
        _deliver(loaded, name := f"v{step}")
        started = _start(loaded, killed_at=step)
        sentences = list(started.sentences())
        started.process.join()
        if started.process.exitcode == 0:
            break
        assert started.process.exitcode == -signal.SIGKILL, sentences
        before = _is_whole(loaded, [before, name])
    assert step > 5, "the load takes fewer steps than it should: this test looks at nothing"
    assert _is_whole(loaded, [name]) == name


def test_a_load_killed_at_random_leaves_a_whole_snapshot(loaded):
    chance = random.Random(20261101)
    before = "old"
    for number in range(4):
        _deliver(loaded, name := f"v{number}")
        started = _start(loaded)
        next(started.sentences())
        time.sleep(chance.uniform(0, 1.5))
        started.kill()
        before = _is_whole(loaded, [before, name])
    load(loaded.settings)
    assert _is_whole(loaded, [name]) == name
    assert _unfinished(loaded.settings) == []


def test_of_two_loads_at_the_same_time_one_builds_and_the_other_opens(loaded):
    both = [_start(loaded), _start(loaded)]
    last = [list(each.sentences())[-1] for each in both]
    for each in both:
        each.process.join(timeout=120)
    assert [each.process.exitcode for each in both] == [0, 0]
    assert sorted(last) == ["built", "opened"]
    assert _is_whole(loaded, ["new"]) == "new"


def test_a_killed_load_does_not_keep_the_next_one_waiting(loaded):
    started = _start(loaded)
    next(started.sentences())
    started.kill()
    told: list[str] = []
    load(loaded.settings, progress=told.append)
    assert not [sentence for sentence in told if "waiting" in sentence]
