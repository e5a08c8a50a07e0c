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
    ledger(settings).write_text('"area/kinds" = { date = 2026-11-01 }\n"area/gone" = { date = 2026-10-01 }\n')
    monkeypatch.setenv("ENGAGEMENT_DATA", str(settings.data_dir))
    monkeypatch.setenv("ENGAGEMENT_QUERIES", str(settings.queries_dir))
    return settings


def ledger(settings):
    return settings.queries_dir / "reviews.toml"


def review(settings, id_="area/kinds"):
    return load_catalog(settings.queries_dir, CONTRACT).find(id_).review


def mark(*ids):
    return main(["review", *ids, "--reviewer", 'Zoë "Z" Né', "--date", "2026-11-21"])


def test_a_day_alone_says_who_looked_and_not_that_it_holds(settings):
    assert review(settings) == Review(date(2026, 11, 1), "", is_current=False, is_sealed=False)


def test_a_review_is_entered_into_the_ledger_and_changes_neither_the_query_nor_other_reviews(settings):
    path = settings.queries_dir / "area" / "kinds.sql"
    before = path.read_bytes()
    assert mark("kinds") == 0
    assert review(settings) == Review(date(2026, 11, 21), 'Zoë "Z" Né', is_current=True)
    assert path.read_bytes() == before
    written = ledger(settings).read_text(encoding="utf-8")
    assert '"area/gone" = { date = 2026-10-01 }' in written.splitlines()
    assert mark("kinds") == 0
    assert ledger(settings).read_text(encoding="utf-8") == written


@pytest.mark.parametrize(
    "entry",
    [
        pytest.param('"area/kinds" = { reviewer = "A." }', id="no day"),
        pytest.param('"area/kinds" = { date = 2026-11-01, by = "A." }', id="an unknown key"),
        pytest.param('"area/kinds" = {', id="not TOML"),
    ],
)
def test_a_broken_ledger_is_a_fault_that_marks_nothing_and_loses_nothing(settings, capsys, entry):
    ledger(settings).write_text(entry)
    assert review(settings) is None
    assert main(["check"]) == 1
    assert "reviews-entry" in capsys.readouterr().out
    assert mark("kinds") == 1
    assert ledger(settings).read_text(encoding="utf-8") == entry


def test_a_review_shows_at_once_in_a_catalog_that_was_read_before(settings):
    before = load_catalog(settings.queries_dir, CONTRACT)
    mark("kinds")
    assert load_catalog(settings.queries_dir, CONTRACT, before=before).find("area/kinds").review.is_current


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
