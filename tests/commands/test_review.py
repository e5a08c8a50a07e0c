"""A review holds for what is asked, and falls away when that changes."""

from __future__ import annotations

from datetime import date

import pytest

from engagement.catalog import load_catalog
from engagement.cli import main
from engagement.query import Review
from tests.tiny import CONTRACT, save, settings_in

QUERY = """/*---
title    = "Agreements by kind"
question = "How many agreements are there of each kind?"
grain    = "one row per kind of agreement"
owner    = "Global Education Office"
reviewed = 2026-11-01

[parameters]
least = { type = "INTEGER", default = 1 }

[columns]
owner      = { title = "Kind" }
reviewer   = { title = "Agreements", unit = "agreements" }
---*/
select agreement_type as owner, count(*) as reviewer from partnerships group by all having count(*) >= $least order by 1
"""


@pytest.fixture
def settings(tmp_path, monkeypatch):
    settings = settings_in(tmp_path, {"area/kinds": QUERY})
    monkeypatch.setenv("ENGAGEMENT_DATA", str(settings.data_dir))
    monkeypatch.setenv("ENGAGEMENT_QUERIES", str(settings.queries_dir))
    return settings


def review(settings, id_="area/kinds"):
    return load_catalog(settings.queries_dir, CONTRACT).find(id_).review


def mark(*ids):
    return main(["review", *ids, "--reviewer", 'Zoë "Z" Né', "--date", "2026-11-21"])


def test_a_day_alone_says_who_looked_and_not_that_it_holds(settings):
    assert review(settings) == Review(date(2026, 11, 1), "", is_current=False, is_sealed=False)


def test_a_review_is_written_into_the_header_and_nowhere_else(settings):
    assert mark("kinds") == 0
    assert review(settings) == Review(date(2026, 11, 21), 'Zoë "Z" Né', is_current=True)
    saved = (settings.queries_dir / "area" / "kinds.sql").read_text(encoding="utf-8").splitlines()
    assert [line for line in saved if line not in QUERY.splitlines()] == saved[5:8]
    assert saved[5:7] == ["reviewed = 2026-11-21", 'reviewer = "Zoë \\"Z\\" Né"']
    assert mark("kinds") == 0
    assert (settings.queries_dir / "area" / "kinds.sql").read_text(encoding="utf-8").splitlines() == saved


@pytest.mark.parametrize(
    ("old", "new", "holds"),
    [
        pytest.param("count(*) as", "count(*) + 1 as", False, id="the SQL"),
        pytest.param("default = 1", "default = 2", False, id="a default"),
        pytest.param('title    = "Agreements by kind"', 'title    = "By kind"', True, id="a title"),
        pytest.param('unit = "agreements"', 'unit = "rows"', True, id="a unit"),
    ],
)
def test_it_falls_away_when_what_is_asked_changes(settings, old, new, holds):
    mark("kinds")
    text = (settings.queries_dir / "area" / "kinds.sql").read_text(encoding="utf-8")
    assert old in text
    save(settings, "area/kinds", text.replace(old, new))
    assert review(settings).is_current is holds


def test_a_query_at_fault_is_not_marked(settings, capsys):
    path = save(settings, "area/kinds", QUERY.replace("agreement_type as", "agrement_type as"))
    before = path.read_bytes()
    assert mark("kinds") == 1
    assert path.read_bytes() == before
    assert main(["review", "kinds", "--reviewer", " "]) == 2
