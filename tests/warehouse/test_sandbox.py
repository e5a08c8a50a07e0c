"""A process for one question: it keeps its limits, takes nothing with it when it ends, and nobody waits for it."""

from __future__ import annotations

import os
import resource
import threading
import time
from dataclasses import replace
from datetime import date
from pathlib import Path

import duckdb
import pytest

from engagement.errors import SnapshotError
from engagement.warehouse.locked import LockedDatabase, RunError
from engagement.workbench.sandbox import Limits, Process, Sandbox

LIMITS = Limits(seconds=1, memory="200MB", rows=1_000, bytes=2**20, at_once=1, wait_seconds=0.1)
RUNAWAY = "select count(*) as n from range(200000) as a (i), range(200000) as b (j) where a.i * b.j % 7 = 3"


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    path = tmp_path_factory.mktemp("sandbox") / "snapshot.duckdb"
    with duckdb.connect(path) as connection:
        connection.execute("create table partnerships as select i as agreement from range(5) as r (i)")
    return path


@pytest.fixture(scope="module")
def process(path):
    process = Process(path, LIMITS)
    yield process
    process.end()


@pytest.mark.parametrize(
    ("sql", "kind"),
    [
        pytest.param(RUNAWAY, "time", id="a runaway cross join"),
        pytest.param(
            "with recursive r as (select 1 as i union all select i + 1 from r) select max(i) as n from r",
            "time",
            id="recursion without end",
        ),
        pytest.param("select list(hash(i)) as n from range(1000000000) as r (i)", "memory", id="more than its memory"),
        pytest.param("select i from range(1000000000) as r (i)", "rows", id="very many rows"),
        pytest.param("select repeat('a', 30000000) as a", "bytes", id="one very long value"),
    ],
)
def test_a_question_ends_at_its_limits(path, sql, kind):
    # on a busy machine memory fills slowly
    process = Process(path, replace(LIMITS, seconds=8) if kind == "memory" else LIMITS)
    try:
        start = time.monotonic()
        with pytest.raises(RunError) as stopped:
            process.run(sql)
        assert stopped.value.kind == kind
        assert time.monotonic() - start < 10
    finally:
        process.end()


def test_an_answer_comes_back_with_its_types(process):
    table = process.run(
        "select $day::date as day, $names as names, 1.5 as n", {"day": date(2024, 2, 29), "names": ["é"]}
    )
    assert table.to_pylist() == [{"day": date(2024, 2, 29), "names": ["é"], "n": 1.5}]


@pytest.mark.parametrize(
    "value",
    [
        "1",
        "1.5",
        "1.5::double",
        "'a'",
        "true",
        "null",
        "date '2024-02-29'",
        "timestamp '2024-02-29 10:00'",
        "uuid()",
        "timestamptz '2024-02-29 10:00+02'",
        "time '10:00'",
        "interval 1 day",
        "1::hugeint",
        "'x'::enum ('x')",
    ],
)
def test_an_answer_that_matches_nothing_has_its_columns_and_no_rows(process, value):
    table = process.run(f"select agreement, {value} as v from partnerships where agreement > $most", {"most": 100})
    assert (table.column_names, table.num_rows) == (["agreement", "v"], 0)


def test_columns_are_described_and_faults_placed_without_running(process):
    assert process.describe("select agreement, 1.5 as n from partnerships") == {
        "agreement": "BIGINT",
        "n": "DECIMAL(2,1)",
    }
    with pytest.raises(RunError) as refused:
        process.describe("select nothing from partnerships")
    assert (refused.value.kind, refused.value.position) == ("sql", 7)


@pytest.mark.skipif(not Path("/proc/self/limits").exists(), reason="Linux tells the limits of a process")
def test_the_process_has_given_up_its_rights(process):
    process.run("select 1 as one")
    limits = {
        line[:26].strip(): line[26:].split()[0]
        for line in Path(f"/proc/{process._process.pid}/limits").read_text().splitlines()[1:]
    }
    n_open = len(list(Path(f"/proc/{process._process.pid}/fd").iterdir()))
    assert (limits["Max file size"], limits["Max processes"]) == ("0", "0")
    assert int(limits["Max open files"]) == n_open
    assert int(limits["Max address space"]) < 4 * 2**30
    assert resource.getrlimit(resource.RLIMIT_FSIZE)[0] != 0


@pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="Linux tells the environment of a process")
def test_the_process_knows_nothing_of_our_environment(process):
    os.environ["ENGAGEMENT_SECRET"] = "kept"
    try:
        assert Path(f"/proc/{process._process.pid}/environ").read_bytes() == b""
    finally:
        del os.environ["ENGAGEMENT_SECRET"]


def test_each_question_has_a_process_of_its_own_and_the_next_is_ready(path):
    box = Sandbox(LIMITS)
    try:
        with box.process(path) as first:
            assert first.run("select 1 as one").num_rows == 1
        assert not first.is_alive
        with box.process(path) as second:
            assert second.run("select 1 as one").num_rows == 1
        assert second is not first
    finally:
        box.close()


def test_no_more_than_so_many_run_at_once(path):
    box = Sandbox(LIMITS)
    try:
        with (
            box.process(path, who="a"),
            pytest.raises(RunError, match="tried out at this moment") as busy,
            box.process(path, who="b"),
        ):
            pass
        assert busy.value.kind == "busy"
    finally:
        box.close()


def test_others_are_answered_while_a_question_runs_away(path):
    """The dashboard's own answers come in time while a cross join takes all that a question may take."""
    database = LockedDatabase(path, seconds=30, memory="500MB")
    process = Process(path, replace(LIMITS, seconds=2))
    stopped: list[str] = []

    def run_away() -> None:
        with pytest.raises(RunError) as ended:
            process.run(RUNAWAY)
        stopped.append(ended.value.kind)

    try:
        process.run("select 1 as one")
        runaway = threading.Thread(target=run_away)
        runaway.start()
        waits = []
        while runaway.is_alive():
            start = time.monotonic()
            assert database.run("select count(*) as n from partnerships").to_pylist() == [{"n": 5}]
            waits.append(time.monotonic() - start)
            time.sleep(0.05)
        assert stopped == ["time"]
        assert len(waits) > 10
        assert sorted(waits)[len(waits) // 2] < 0.25
    finally:
        process.end()


def test_a_file_that_is_no_snapshot_is_told(tmp_path):
    (tmp_path / "snapshot.duckdb").write_bytes(b"nothing" * 100)
    process = Process(tmp_path / "snapshot.duckdb", LIMITS)
    try:
        with pytest.raises(SnapshotError, match="python -m engagement load"):
            process.run("select 1 as one")
    finally:
        process.end()


def test_a_process_that_is_killed_is_told_as_one_that_took_too_much(path):
    process = Process(path, LIMITS)
    process.run("select 1 as one")
    process._process.kill()
    process._process.wait()
    with pytest.raises(RunError) as ended:
        process.run("select 1 as one")
    assert ended.value.kind == "memory"
    process.end()


def test_one_reader_cannot_take_the_places_of_all(path):
    box = Sandbox(replace(LIMITS, at_once=2))
    try:
        with box.process(path, who="a"):
            with pytest.raises(RunError, match="of yours is still running"), box.process(path, who="a"):
                pass
            with box.process(path, who="b") as process:
                assert process.run("select 1 as n").to_pylist() == [{"n": 1}]
        with box.process(path, who="a"):
            pass
    finally:
        box.close()
