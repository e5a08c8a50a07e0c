"""The shipped queries answer the demonstration data as they did when somebody last looked, and as their headers say."""

from __future__ import annotations

import difflib

import pytest

from engagement.app.expectations import unmet
from engagement.catalog.query_file import KINDS
from engagement.commands.kept import FOLDER, kept_path, kept_queries, kept_text
from engagement.settings import ROOT

IDS = [
    path.relative_to(ROOT / "queries").with_suffix("").as_posix()
    for path in sorted((ROOT / "queries").rglob("*.sql"))
    if path.relative_to(ROOT / "queries").parts[0] not in KINDS
]
RENEW = "If the new answer is right, keep it: python -m engagement answers --write"


@pytest.mark.parametrize("query_id", IDS)
def test_an_answer_is_as_it_was_kept_and_as_its_header_says(query_id, demo_warehouse):
    view = demo_warehouse.view
    query = view.catalog.find(query_id)
    assert [str(fault) for fault in unmet(view, query)] == []
    if query not in kept_queries(view.catalog):
        view.run(query_id)
        return
    found, path = kept_text(view, query), kept_path(FOLDER, query)
    if not path.exists():
        pytest.skip(f"it answers, and no answer is kept yet: python -m engagement answers {query_id} --write")
    kept = path.read_text(encoding="utf-8")
    difference = "\n".join(difflib.unified_diff(kept.splitlines(), found.splitlines(), "kept", "now", "", "", 1, ""))
    assert not difference, f"\n{difference}\n{RENEW} {query_id}"


def test_no_answer_is_kept_of_a_query_that_is_gone():
    kept = {path.relative_to(FOLDER).with_suffix("").as_posix() for path in FOLDER.rglob("*.csv")}
    assert kept - set(IDS) == set()
