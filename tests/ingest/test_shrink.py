"""A delivery that has lost rows or columns waits to be accepted; the last good data stays until then."""

from __future__ import annotations

import hashlib
import json

import pytest

from engagement.cli import main
from engagement.errors import HeldError
from engagement.loading.load import load
from engagement.store import outcome
from engagement.store.snapshots import current

FULL = {"placements": [{} for _ in range(100)], "partnerships": [{"end_date": "2030-01-01"} for _ in range(20)]}


@pytest.fixture
def loaded(data):
    """A data folder whose current snapshot holds 100 placements and 20 agreements."""
    data.deliver(**FULL)
    data.load()
    return data


def test_a_delivery_that_lost_rows_waits_and_the_last_good_data_stays(loaded):
    good = current(loaded.settings)
    loaded.deliver(placements=[{} for _ in range(89)])
    for _ in range(2):  # loading again is no answer
        with pytest.raises(HeldError, match="waiting for confirmation: placements 100 → 89 rows"):
            loaded.load()
        assert current(loaded.settings) == good
    assert outcome.waiting(loaded.settings).losses == ("placements 100 → 89 rows",)


def test_what_is_accepted_becomes_current_and_nothing_waits_any_more(loaded):
    loaded.deliver(placements=[{} for _ in range(50)])
    with pytest.raises(HeldError):
        loaded.load()
    load(loaded.settings, accept=True)
    assert loaded.ask("select count(*) from placements") == [(50,)]
    assert outcome.outcome(loaded.settings) is None
    loaded.load()
    assert loaded.ask("select count(*) from placements") == [(50,)]


def test_putting_the_whole_export_back_settles_it(loaded):
    good = current(loaded.settings)
    loaded.deliver(placements=[{} for _ in range(50)])
    with pytest.raises(HeldError):
        loaded.load()
    loaded.deliver(**FULL)
    assert loaded.load().snapshot.id == good.id
    assert outcome.outcome(loaded.settings) is None


@pytest.mark.parametrize("kept", [90, 100, 150])
def test_a_tenth_may_go(loaded, kept):
    loaded.deliver(placements=[{} for _ in range(kept)])
    loaded.load()
    assert loaded.ask("select count(*) from placements") == [(kept,)]


def test_how_much_may_go_is_a_setting(loaded):
    loaded.put("engagement.toml", "[loads]\nshrink_percent = 50\n")
    loaded.deliver(placements=[{} for _ in range(50)])
    loaded.load()
    loaded.deliver(placements=[{} for _ in range(24)])
    with pytest.raises(HeldError, match="50 → 24"):
        loaded.load()


@pytest.mark.parametrize("percent", [10, 100])
def test_a_table_that_is_gone_waits_whatever_may_go(loaded, percent):
    loaded.put("engagement.toml", f"[loads]\nshrink_percent = {percent}\n")
    (loaded.path / "data/exports/placements.csv").unlink()
    with pytest.raises(HeldError, match="placements 100 → 0 rows"):
        loaded.load()


def test_a_column_that_was_filled_and_is_empty_waits(loaded):
    loaded.deliver(partnerships=[{"end_date": ""} for _ in range(20)])
    with pytest.raises(HeldError, match="partnerships: end_date is empty now"):
        loaded.load()


def test_from_invented_to_real_data_nothing_is_lost(data):
    data.deliver(placements=[{} for _ in range(100)])
    sha = hashlib.sha256((data.path / "data/exports/placements.csv").read_bytes()).hexdigest()
    marker = {"as_of": "2026-11-01", "files": {"exports/placements.csv": sha}}
    data.put("exports/demonstration.json", json.dumps(marker))
    assert data.load().snapshot.is_demonstration
    data.deliver(partnerships=[{}])
    assert not data.load().snapshot.is_demonstration
    assert data.ask("select count(*) from placements") == [(0,)]


def test_a_held_snapshot_is_never_opened_by_itself(loaded):
    good = current(loaded.settings)
    loaded.deliver(placements=[{} for _ in range(50)])
    with pytest.raises(HeldError):
        loaded.load()
    (loaded.settings.snapshots_dir / "current.json").unlink()
    assert current(loaded.settings) == good


def test_the_command_says_what_waits_and_takes_a_yes(loaded, capsys):
    loaded.deliver(placements=[{} for _ in range(50)])
    folders = ["--data", str(loaded.path / "data"), "--queries", str(loaded.path / "queries")]
    assert main(["load", *folders]) == 1
    said = capsys.readouterr().err
    assert "A delivery is waiting for confirmation: placements 100 → 50 rows." in said
    assert "The delivery is held." in said
    assert "--accept" in said
    assert main(["load", *folders, "--accept"]) == 0
    assert loaded.ask("select count(*) from placements") == [(50,)]
