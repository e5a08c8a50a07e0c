"""The table in docs/operating.md of what to back up is enough: restored elsewhere, the same release comes out."""

from __future__ import annotations

import re
import shutil

from engagement.loading.load import load
from engagement.settings import ROOT, load_settings
from engagement.store.snapshots import current
from tests.ingest.conftest import data_folder


def backed_up() -> list[str]:
    """What the table says to back up, below data/."""
    text = (ROOT / "docs" / "operating.md").read_text(encoding="utf-8").partition("## Backup and restore")[2]
    rows = [line.split("|")[1:3] for line in text.partition("## ")[0].splitlines() if line.startswith("| `")]
    return [name for names, about in rows if "leave out" not in about for name in re.findall(r"`([^`]+)`", names)]


def test_what_is_backed_up_and_restored_is_the_same_release(tmp_path, monkeypatch):
    monkeypatch.delenv("ENGAGEMENT_SALT", raising=False)
    office = data_folder(tmp_path / "before")
    office.deliver(partnerships=[{}, {}], placements=[{"person_key": "S1"}, {"person_key": "S2"}])
    office.put("drafts/.key", "0" * 64)
    before = office.load().snapshot
    names = backed_up()
    assert {"exports/", "mappings/", "reference/", "drafts/", ".salt"} <= {*names}
    assert not {"records/", "snapshots/"} & {*names}
    restored = tmp_path / "after" / "data"
    restored.mkdir(parents=True)
    for name in names:
        source, target = office.path / "data" / name, restored / name
        if source.is_dir():
            shutil.copytree(source, target)
        elif source.exists():
            shutil.copy2(source, target)
    settings = load_settings(data_dir=restored, queries_dir=office.path / "queries")
    assert load(settings).built
    after = current(settings)
    assert after is not None
    assert after.id == before.id
    assert (restored / "drafts" / ".key").read_text() == "0" * 64
