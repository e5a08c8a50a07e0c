"""A manifest beside the exports says what was sent; a delivery that is another is refused. Old snapshots go by age."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from engagement.errors import DeliveryError
from engagement.store import history, snapshots

ROWS = {"placements": [{}, {}, {}]}


def promise(data, **said: object) -> None:
    files = {"placements.csv": said}
    (data.settings.exports_dir / "manifest.json").write_text(json.dumps({"files": files}))


def checksum(data) -> str:
    return hashlib.sha256((data.settings.exports_dir / "placements.csv").read_bytes()).hexdigest()


def test_a_delivery_that_keeps_its_promise_is_loaded_and_the_manifest_is_no_export(data):
    data.deliver(**ROWS)
    promise(data, rows=3, sha256=checksum(data))
    report = data.load()
    assert data.ask("select count(*) from placements") == [(3,)]
    assert report.left_out == ()


@pytest.mark.parametrize(
    ("said", "told"),
    [
        pytest.param({"rows": 4}, "has 3 rows, and 4 were sent", id="cut off"),
        pytest.param({"sha256": "0" * 64}, "checksum is another", id="changed on its way"),
        pytest.param({"rows": "three"}, "cannot be read", id="no number"),
    ],
)
def test_a_delivery_that_is_not_what_was_sent_is_refused(data, said, told):
    data.deliver(**ROWS)
    promise(data, **said)
    with pytest.raises(DeliveryError, match=told):
        data.load()


def test_a_manifest_that_comes_after_its_files_counts_all_the_same(data):
    data.deliver(**ROWS)
    data.load()
    promise(data, rows=4)
    with pytest.raises(DeliveryError, match="4 were sent"):
        data.load()


def test_a_file_that_is_named_and_missing_refuses_the_delivery(data):
    data.deliver(partnerships=[{}])
    promise(data, rows=3)
    with pytest.raises(DeliveryError, match=r"placements\.csv is missing"):
        data.load()


def test_what_is_older_than_the_settings_say_is_removed_and_what_is_current_stays(data):
    settings = data.settings
    data.deliver(placements=[{}])
    first = data.load().snapshot
    data.deliver(placements=[{}, {}])
    second = data.load().snapshot
    store = snapshots.releases(settings)
    for snapshot in (first, second):
        path = snapshot.directory / "snapshot.json"
        long_ago = (datetime.now(UTC) - timedelta(days=10)).isoformat()
        path.write_text(json.dumps({**json.loads(path.read_text()), "loaded_at": long_ago}))
    store.sweep(history.kept_releases(replace(settings, keep_days=30)))
    assert store.find(first.id)
    store.sweep(history.kept_releases(replace(settings, keep_days=5)))
    assert store.find(first.id) is None
    assert store.find(second.id)
