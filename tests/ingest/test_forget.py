"""A person who asks to be forgotten is in no kept record, and cannot come back with the next load."""

from __future__ import annotations

import pytest

from engagement.cli import main
from engagement.store.snapshots import records, releases

BEN = "student-4712"
OTHERS = [{"person_key": f"student-{number}"} for number in range(30)]


@pytest.fixture
def delivered(data):
    """Two deliveries with Ben among others; his second row is rejected."""
    rows = [*OTHERS, {"person_key": BEN}, {"person_key": BEN, "host_country": "Nowhere"}]
    data.deliver(placements=rows)
    data.load()
    data.deliver(placements=[*rows, {"person_key": "student-4713"}])
    data.load()
    return data


def forget(data, tmp_path, *keys: str) -> int:
    (tmp_path / "keys").write_text("\n".join(keys))
    places = ["--data", str(data.settings.data_dir), "--queries", str(data.settings.queries_dir)]
    return main(["forget", "--keys", str(tmp_path / "keys"), *places])


def test_who_is_still_in_an_export_is_named_by_file_and_nothing_changes(delivered, tmp_path, capsys):
    before = {kept.id for kept in records(delivered.settings).whole()}
    assert forget(delivered, tmp_path, BEN) == 1
    told = capsys.readouterr().err
    assert "2 rows are still about them" in told
    assert "exports/placements.csv" in told
    assert BEN not in told
    assert {kept.id for kept in records(delivered.settings).whole()} == before


def test_who_is_in_no_export_is_in_no_record_afterwards(delivered, tmp_path, capsys):
    delivered.deliver(placements=OTHERS)
    assert forget(delivered, tmp_path, BEN, "student-9999") == 0
    told = capsys.readouterr().out
    assert "Records of 2 earlier deliveries removed" in told
    assert "backups" in told
    assert BEN not in told
    (kept,) = records(delivered.settings).whole()
    assert delivered.ask("select count(*) from placements") == [(30,)]
    assert len(list(kept.directory.parent.glob(".building*"))) == 0
    assert len(releases(delivered.settings).whole()) == 3, "they hold no person, and tell what numbers were"


def test_without_a_key_nothing_is_done(delivered, tmp_path, capsys):
    assert forget(delivered, tmp_path, "  ") == 2
    assert "No key was given" in capsys.readouterr().err
