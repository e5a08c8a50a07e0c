"""A new delivery is loaded while people browse, once it is whole; and the log tells it without a value of any row."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator

import pytest

from engagement.snapshots import current, refusal
from engagement.loading.watch import Watcher


@pytest.fixture
def watch(data, caplog) -> Iterator[Callable[[], Watcher]]:
    """Start a quick watcher over the data folder."""
    caplog.set_level(logging.INFO, logger="engagement")
    started: list[Watcher] = []

    def start() -> Watcher:
        watcher = Watcher(data.settings, look_seconds=0.05, settled_seconds=0.2)
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
    assert "1 rows taken, 1 rejected" in caplog.text
    assert f"was {first.id}" in caplog.text
    assert "Secret" not in caplog.text


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


def test_leavings_of_a_killed_load_are_swept_when_watching_begins(data, watch):
    data.deliver(partnerships=[{}])
    data.load()
    left = data.settings.snapshots_dir / ".building-1-dead"
    left.mkdir()
    watch()
    _until(lambda: not left.exists())
