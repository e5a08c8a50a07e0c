"""Kill the load at any moment, or start two: the dashboard opens on the last good snapshot, and nothing half is left.

The kills are real: the load runs in a process of its own, which gets the signal that no process can catch.
"""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from collections.abc import Sequence

import duckdb
import pytest

from engagement.loading.load import load
from engagement.settings import ROOT
from engagement.store.snapshots import current, current_records, records, releases

_LOAD = """
import sys
from engagement.loading.load import load
from engagement.settings import load_settings
settings = load_settings(data_dir=sys.argv[1], queries_dir=sys.argv[2])
report = load(settings, progress=lambda told: print(told, flush=True))
print("built" if report.built else "opened", flush=True)
"""

# The same, killed by itself just before it touches the disk for the nth time after the database was built.
_LOAD_TO_THE_NTH = """
import os, signal, sys
left = [int(sys.argv[3])]
def hook(event, arguments):
    touches = event in ("os.rename", "os.remove", "os.rmdir", "os.mkdir") or (event == "open" and arguments[1] == "w")
    if touches and ("snapshots" in str(arguments[0]) or "records" in str(arguments[0])) and state["is_built"]:
        left[0] -= 1
        if left[0] == 0:
            os.kill(os.getpid(), signal.SIGKILL)
state = {"is_built": False}
def say(told):
    state["is_built"] = state["is_built"] or told.startswith("Looking up places")
sys.addaudithook(hook)
from engagement.loading.load import load
from engagement.settings import load_settings
load(load_settings(data_dir=sys.argv[1], queries_dir=sys.argv[2]), progress=say)
"""
_ROWS = 2_000


def _start(data) -> subprocess.Popen[str]:
    return subprocess.Popen([sys.executable, "-c", _LOAD, *_folders(data)], cwd=ROOT, stdout=subprocess.PIPE, text=True)


def _folders(data) -> list[str]:
    return [str(data.path / "data"), str(data.path / "queries")]


def _kill(process: subprocess.Popen[str]) -> None:
    process.kill()
    process.communicate()


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
    process = _start(loaded)
    for told in process.stdout:
        if told.startswith(stage):
            break
    _kill(process)
    assert _is_whole(loaded, ["old"]) == "old"
    assert load(loaded.settings).built
    assert _is_whole(loaded, ["new"]) == "new"
    assert _unfinished(loaded.settings) == []


def test_a_load_killed_before_any_of_its_last_steps_leaves_a_whole_snapshot(loaded):
    before = "old"
    for step in range(1, 40):
        _deliver(loaded, name := f"v{step}")
        command = [sys.executable, "-c", _LOAD_TO_THE_NTH, *_folders(loaded), str(step)]
        code = subprocess.run(command, cwd=ROOT, check=False).returncode
        if code == 0:
            break
        assert code == -signal.SIGKILL
        before = _is_whole(loaded, [before, name])
    assert step > 5, "the load takes fewer steps than it should: this test looks at nothing"
    assert _is_whole(loaded, [name]) == name


def test_a_load_killed_at_random_leaves_a_whole_snapshot(loaded):
    chance = random.Random(20261101)
    before = "old"
    for number in range(4):
        _deliver(loaded, name := f"v{number}")
        process = _start(loaded)
        process.stdout.readline()
        time.sleep(chance.uniform(0, 1.5))
        _kill(process)
        before = _is_whole(loaded, [before, name])
    load(loaded.settings)
    assert _is_whole(loaded, [name]) == name
    assert _unfinished(loaded.settings) == []


def test_of_two_loads_at_the_same_time_one_builds_and_the_other_opens(loaded):
    processes = [_start(loaded), _start(loaded)]
    told = [process.communicate(timeout=120)[0] for process in processes]
    assert [process.returncode for process in processes] == [0, 0]
    assert sorted(text.split()[-1] for text in told) == ["built", "opened"]
    assert _is_whole(loaded, ["new"]) == "new"


def test_a_killed_load_does_not_keep_the_next_one_waiting(loaded):
    process = _start(loaded)
    process.stdout.readline()
    _kill(process)
    told: list[str] = []
    load(loaded.settings, progress=told.append)
    assert not [sentence for sentence in told if "waiting" in sentence]
