"""The audit log and the one format of all logs."""

from __future__ import annotations

import json
import logging
import sys
from datetime import date
from pathlib import Path

import pytest

from engagement.access.audit import AuditLog
from engagement.access.log_lines import OneLine


def test_every_event_is_one_line_of_json_with_who_and_when(tmp_path: Path):
    log = AuditLog(tmp_path / "logs" / "audit.jsonl")
    log.write(
        "workbench",
        who="a@example.edu",
        session="s",
        sql="select 1\n-- two lines",
        parameters={"day": date(2026, 1, 2)},
    )
    log.write("page", who="b", session="t", queries={"b", "a"})
    log.close()
    first, second = map(json.loads, (tmp_path / "logs" / "audit.jsonl").read_text().splitlines())
    assert (first["who"], first["sql"], first["parameters"]) == (
        "a@example.edu",
        "select 1\n-- two lines",
        {"day": "2026-01-02"},
    )
    assert second["queries"] == ["a", "b"]
    assert first["at"] <= second["at"]


def test_the_log_is_its_owners_alone_and_never_grows_without_end(tmp_path: Path):
    log = AuditLog(tmp_path / "audit.jsonl", max_bytes=1000, kept=2)
    for _ in range(60):
        log.write("page", who="x" * 100_000, session="")
    log.close()
    files = list(tmp_path.iterdir())
    assert len(files) == 3
    assert all(file.stat().st_size < 6000 for file in files)
    assert (tmp_path / "audit.jsonl").stat().st_mode & 0o077 == 0


def test_an_event_that_is_not_known_is_no_event(tmp_path: Path):
    with pytest.raises(ValueError, match="peeked"):
        AuditLog(tmp_path / "audit.jsonl").write("peeked", who="", session="")


def record_of(message: str, *, is_failing: bool = False) -> logging.LogRecord:
    error = None
    if is_failing:
        try:
            raise ValueError("a row's value\nin two lines")
        except ValueError:
            error = sys.exc_info()
    return logging.LogRecord("engagement", logging.ERROR, "", 0, message, (), error)


@pytest.mark.parametrize("as_json", [True, False])
def test_a_traceback_is_on_the_line_of_its_event_and_tells_no_value(as_json: bool):
    line = OneLine(as_json=as_json).format(record_of("it\nfailed", is_failing=True))
    assert "\n" not in line
    assert "ValueError at " in line
    assert "record_of" in line
    assert "a row's value" not in line
    assert not as_json or json.loads(line)["message"] == "it failed"
