"""A new delivery is loaded while people browse, once it is whole; and the log tells it without a value of any row."""

from __future__ import annotations

import logging
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest

from engagement.errors import HeldError
from engagement.loading.load_process import LoadProcess
from engagement.loading.watch import Watcher
from engagement.settings import ROOT
from engagement.store import outcome
from engagement.store.outcome import Failure, refusal
from engagement.store.snapshots import current, current_records


@pytest.fixture
def watch(data, caplog) -> Iterator[Callable[[], Watcher]]:
    """Start a quick watcher over the data folder."""
    caplog.set_level(logging.INFO, logger="engagement")
    started: list[Watcher] = []

    def start() -> Watcher:
        watcher = Watcher(data.settings, look_seconds=0.05, settled_seconds=0.2, retry_seconds=1)
        watcher.start()
        started.append(watcher)
        return watcher

    yield start
    for watcher in started:
        watcher.stop()


def _until(holds: Callable[[], object], *, seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.05)


def test_a_new_delivery_becomes_current_by_itself_and_is_logged(data, watch, caplog):
    data.deliver(partnerships=[{}])
    first = data.load().snapshot
    watch()
    data.deliver(partnerships=[{"partner_name": "Secret Partner"}, {"partner_name": ""}])
    _until(lambda: current(data.settings).id != first.id)
    _until(lambda: "swap" in caplog.text)
    assert [record.levelname for record in caplog.records] == ["INFO", "INFO"]
    assert "1 rows accepted, 1 rejected" in caplog.text
    assert f"was {first.id}" in caplog.text
    assert "Secret" not in caplog.text


METRICS = """/*---
title    = "Trips"
question = "Who went for what?"
grain    = "one row per placement"
owner    = "us"
person   = "person_key"

[dimensions]
kind = { column = "placement_type", title = "Type" }

[measures]
students = { count = "person", title = "Students" }

[[publish]]
by = ["kind"]
---*/
select
    placements.person_key,
    placements.placement_type
from placements
"""


def test_a_saved_metrics_file_is_published_from_the_same_records_in_a_process_of_its_own(data, watch, monkeypatch):
    shutil.copytree(ROOT / "queries" / "models", data.path / "queries" / "models", dirs_exist_ok=True)
    data.deliver(placements=[{"person_key": f"S{number}"} for number in range(12)])
    first = data.load().snapshot
    of_first = current_records(data.settings)
    for name in ("load._build_records", "load._build_release"):  # this process builds nothing
        monkeypatch.setattr(f"engagement.loading.{name}", lambda *_: pytest.fail("it was built where pages are served"))
    watch()
    path = data.path / "queries/metrics/trips.sql"
    path.parent.mkdir()
    path.write_text(METRICS)
    _until(lambda: current(data.settings).id != first.id)
    assert data.ask_release("from trips_by_kind") == [("study", 10)]
    assert current_records(data.settings) == of_first
    assert outcome.outcome(data.settings) is None


def test_a_metrics_file_that_does_not_run_is_refused_and_what_was_published_stays(data, watch):
    shutil.copytree(ROOT / "queries" / "models", data.path / "queries" / "models", dirs_exist_ok=True)
    data.deliver(placements=[{}])
    good = data.load().snapshot
    watch()
    path = data.path / "queries/metrics/trips.sql"
    path.parent.mkdir()
    path.write_text(METRICS.replace("placements.placement_type", "placements.placement_kind as placement_type"))
    _until(lambda: refusal(data.settings))
    (fault,) = refusal(data.settings).faults
    assert "placement_kind" in fault.what
    assert "trips.sql:19:5" in str(fault.where)
    assert current(data.settings) == good


def test_a_refused_delivery_is_logged_once_and_not_tried_again(data, watch, caplog):
    data.deliver(partnerships=[{}])
    good = data.load().snapshot
    watch()
    data.put("exports/partnerships.csv", "agreement_id,partner_name\nA1,Secret Partner\n")
    _until(lambda: "load refused" in caplog.text)
    time.sleep(1)
    assert caplog.text.count("load refused") == 1
    assert caplog.text.count("fault:") == len(refusal(data.settings).faults) == 2
    assert "Secret" not in caplog.text
    assert current(data.settings) == good


def test_what_is_loaded_already_is_left_alone(data, watch, caplog):
    data.deliver(partnerships=[{}])
    data.load()
    watch()
    time.sleep(1)
    assert caplog.records == []


def test_what_changed_while_nobody_looked_is_loaded(data, watch, caplog):
    data.deliver(partnerships=[{}])
    first = data.load().snapshot
    data.deliver(partnerships=[{}, {}])
    watch()
    _until(lambda: current(data.settings).id != first.id)


def test_a_file_that_still_grows_is_not_read(data, watch, caplog):
    data.deliver(partnerships=[{}])
    good = data.load().snapshot
    watch()
    path = data.path / "data/exports/partnerships.csv"
    end = time.monotonic() + 1.5
    while time.monotonic() < end:
        with path.open("a") as file:
            file.write("A")
        time.sleep(0.05)
    assert current(data.settings) == good
    assert caplog.records == []


def test_a_stopped_watcher_is_gone_at_once_even_while_it_loads(data, watch):
    data.deliver(partnerships=[{}])
    good = data.load().snapshot
    watcher = watch()
    data.deliver(partnerships=[{"partner_name": f"Partner {number}"} for number in range(5000)])
    _until(lambda: list(data.settings.snapshots_dir.glob(".building-*")))
    started = time.monotonic()
    watcher.stop()
    assert time.monotonic() - started < 5
    assert current(data.settings) == good
    assert data.load().built
    assert not list(data.settings.snapshots_dir.glob(".building-*"))


def test_a_load_that_is_killed_is_written_down_and_tried_again(data, watch, caplog):
    data.deliver(partnerships=[{}])
    good = data.load().snapshot
    watcher = watch()
    data.deliver(partnerships=[{"partner_name": f"Secret {number}"} for number in range(5000)])
    _until(lambda: list(data.settings.snapshots_dir.glob(".building-*")))
    os.kill(watcher._process._process.pid, signal.SIGKILL)
    _until(lambda: outcome.failure(data.settings))
    failure = outcome.failure(data.settings)
    assert "SIGKILL" in failure.why
    assert (failure.tries, failure.since) == (1, failure.tried_at)
    assert current(data.settings) == good
    _until(lambda: current(data.settings).id != good.id)
    assert outcome.outcome(data.settings) is None
    _until(lambda: watcher.failure is None)
    assert "load failed" in caplog.text
    assert "Secret" not in caplog.text


def test_a_load_that_cannot_even_begin_says_why(data):
    data.deliver(partnerships=[{}])
    settings = data.settings
    data.put("engagement.toml", "[nonsense]\n")
    found = LoadProcess(settings).run()
    assert isinstance(found, Failure)
    assert found.why == 'There is no setting "nonsense".'
    again = LoadProcess(settings).run(before=found)
    assert (again.tries, again.since) == (2, found.since)


def test_a_load_that_died_is_tried_again_after_pauses_that_double():
    now = datetime.now(UTC)

    def is_due(tries: int, seconds: float) -> bool:
        return Failure(now, now - timedelta(seconds=seconds), tries, "", "files").is_due("files")

    assert [is_due(tries, seconds) for tries, seconds in ((1, 14), (1, 16), (2, 29), (2, 31))] == [False, True] * 2
    assert [is_due(30, seconds) for seconds in (899, 901)] == [False, True]
    assert Failure(now, now, 30, "", "files").is_due("other files")


def test_a_file_name_that_is_no_utf8_is_refused_by_name_and_the_watcher_lives_on(data, watch, caplog):
    data.deliver(partnerships=[{}])
    good = data.load().snapshot
    watcher = watch()
    odd = data.settings.exports_dir / os.fsdecode(b"G\xe8nes.csv")
    odd.write_text("a,b\n1,2\n")
    _until(lambda: refusal(data.settings))
    (fault,) = refusal(data.settings).faults
    assert (fault.rule, fault.where.file) == ("delivery-file-name", r"exports/G\udce8nes.csv")
    assert current(data.settings) == good
    odd.unlink()
    _until(lambda: refusal(data.settings) is None)
    assert watcher._thread.is_alive()


def test_a_delivery_that_shrinks_is_held_once(data, watch, caplog):
    data.deliver(partnerships=[{}, {}, {}])
    data.load()
    watch()
    data.deliver(partnerships=[{}])
    _until(lambda: "load held" in caplog.text)
    time.sleep(1)
    assert caplog.text.count("load held") == 1
    assert "partnerships 3 → 1 rows" in caplog.text


def test_what_a_steward_accepts_on_a_page_is_loaded(data, watch):
    data.deliver(partnerships=[{}, {}, {}])
    first = data.load().snapshot
    watch()
    data.deliver(partnerships=[{}])
    _until(lambda: outcome.waiting(data.settings))
    outcome.accept(data.settings, outcome.waiting(data.settings), by="stella@example.edu")
    _until(lambda: current(data.settings).id != first.id)
    assert outcome.outcome(data.settings) is None


def test_an_acceptance_is_for_the_delivery_that_was_held_and_no_other(data):
    data.deliver(partnerships=[{}, {}, {}, {}])
    data.load()
    data.deliver(partnerships=[{}, {}])
    with pytest.raises(HeldError):
        data.load()
    outcome.accept(data.settings, outcome.waiting(data.settings), by="")
    data.deliver(partnerships=[{}])
    with pytest.raises(HeldError):
        data.load()


def test_a_service_that_does_nothing_but_load_takes_new_deliveries_until_it_is_stopped(data):
    data.deliver(partnerships=[{}])
    command = [sys.executable, "-m", "engagement", "load", "--watch", "--data", str(data.settings.data_dir)]
    service = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True)
    try:
        _until(lambda: current(data.settings))
    finally:
        service.terminate()
        said = service.communicate(timeout=30)[1]
    assert service.returncode == 0
    assert all(line.startswith("20") for line in said.splitlines())
