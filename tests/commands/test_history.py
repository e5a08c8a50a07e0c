"""Each number as it was with each delivery: on the command line by day or id, and what the last one has changed."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from engagement.cli import main
from engagement.present.since import since
from engagement.settings import load_settings
from engagement.store import history
from engagement.store.record_file import read_record, write_record
from engagement.store.snapshots import RECORD, releases
from engagement.warehouse import open_warehouse
from tests.tiny import ROOT, publish, settings_in, students

CARD = "cards/students_abroad"


@pytest.fixture
def two(tmp_path, monkeypatch):
    """A delivery of 900 students a fortnight ago, and one of 1,240 today."""
    text = (ROOT / "queries" / f"{CARD}.sql").read_text(encoding="utf-8")
    settings = settings_in(tmp_path, {CARD: text})
    first = publish(settings, [students(900)], name="first")
    fortnight = (datetime.now(UTC) - timedelta(days=14)).isoformat()
    write_record(first.directory / RECORD, {**read_record(first.directory / RECORD), "loaded_at": fortnight})
    second = publish(settings, [students(1240)], name="second")
    monkeypatch.setenv("ENGAGEMENT_DATA", str(settings.data_dir))
    monkeypatch.setenv("ENGAGEMENT_QUERIES", str(settings.queries_dir))
    return replace(settings, as_of=None), first, second


def asked(capsys, *options: str) -> list[int]:
    assert main(["run", CARD, "--format", "json", *options]) == 0
    return [row["students"] for row in json.loads(capsys.readouterr().out)["rows"] if row["students"]]


def test_a_number_is_asked_as_it_was_with_an_earlier_delivery(two, capsys):
    _, first, _ = two
    a_week_ago = f"{datetime.now(UTC) - timedelta(days=7):%Y-%m-%d}"
    assert asked(capsys) == [1240]
    assert asked(capsys, "--delivery", first.id[:8]) == [900]
    assert asked(capsys, "--delivery", a_week_ago) == [900]
    assert asked(capsys, "--delivery", f"{datetime.now(UTC):%Y-%m-%d}") == [1240]


@pytest.mark.parametrize("which", ["1999-01-01", "zzzz", "../.."])
def test_a_delivery_that_is_not_kept_is_said_with_those_that_are(two, capsys, which):
    assert main(["run", CARD, "--delivery", which]) == 2
    told = capsys.readouterr().err
    assert which in told
    assert all(release.id in told for release in two[1:])


def test_what_a_delivery_has_changed_is_told_for_the_same_period(two):
    settings = two[0]
    warehouse = open_warehouse(settings)
    earlier = warehouse.before()
    assert earlier is not None
    (moved,) = since([(earlier.run(CARD), warehouse.run(CARD))])
    assert (moved.period, moved.before, moved.now) == ("2024/2025", "900", "1,240")
    assert moved.change == "+340 (+37.8%)"


def test_a_saved_metrics_file_is_no_delivery_and_pushes_none_out(two):
    """However often one delivery is released, that before it is kept and compared with."""
    settings, first, second = two
    for number in range(5):
        again = second.directory.with_name(f"{number:016x}")
        again.mkdir()
        for path in second.directory.iterdir():
            os.link(path, again / path.name)
    releases(settings).sweep(history.kept_releases(settings))
    assert {first.id, second.id} <= {release.id for release in releases(settings).whole()}
    assert len(releases(settings).whole()) <= 2 * settings.keep_deliveries
    assert [release.id for release in history.deliveries(settings)] == [second.id, first.id]
    before = history.before(settings, second)
    assert before is not None
    assert before.id == first.id


def test_what_is_invented_is_not_compared_with_what_is_real(two):
    settings, first, second = two
    write_record(first.directory / RECORD, {**read_record(first.directory / RECORD), "is_demonstration": True})
    assert history.before(settings, second) is None


def test_how_many_deliveries_are_kept_is_a_setting(two, tmp_path):
    (tmp_path / "data" / "engagement.toml").write_text("[loads]\nkeep_deliveries = 12\n")
    assert load_settings(data_dir=tmp_path / "data").keep_deliveries == 12
