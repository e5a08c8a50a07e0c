"""A first day: a file of one's own becomes a table, a question, a page, an answer to programs and a digest."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from engagement.app import runtime
from engagement.cli import main
from engagement.settings import ROOT, Settings
from tests.api.served import served
from tests.pages.conftest import visit, words

GRANTS = "Grant No,Funder,Year,Amount\nG1,Fund A,2023,1000\nG2,Fund B,2024,250\nG3,Fund A,2024,300\n"
QUERY = """/*---
title    = "Grants by year"
question = "How much money do grants bring, by year?"
grain    = "one row per year"
page     = "partnerships"
section  = "Use of agreements"
tab      = "Grants"
chart    = { kind = "bar", x = "year", y = "amount" }
card     = { value = "amount", alert_below = 600 }

[parameters]
at_least = { type = "INTEGER", default = 0, title = "Grants of at least" }

[columns]
amount = { title = "Money", unit = "EUR" }

[[expect]]
none = "amount < 0"
---*/
select
    year,
    cast(sum(amount) as bigint) as amount
from grants
where amount >= $at_least
group by all
order by year
"""


@pytest.fixture
def office(invented: Callable[[int, int], Settings], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small university's data and queries, with an export that is for none of our tables."""
    settings = invented(500, 3)
    shutil.copytree(settings.data_dir, tmp_path / "data")
    shutil.copytree(ROOT / "queries", tmp_path / "queries")
    (tmp_path / "data" / "exports" / "grants.csv").write_text(GRANTS, encoding="utf-8")
    (tmp_path / "data" / "engagement.toml").write_text('[loads]\nby = "service"\n')
    monkeypatch.setenv("ENGAGEMENT_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("ENGAGEMENT_QUERIES", str(tmp_path / "queries"))
    yield tmp_path
    runtime.stop()


def test_a_table_of_ones_own_ends_as_a_reviewed_answer_that_others_use(office: Path, capsys, monkeypatch):
    path = office / "queries" / "partnerships" / "grants_by_year.sql"
    # the morning: a table, and a question with a slip in it
    assert main(["new-table", str(office / "data" / "exports" / "grants.csv"), "--no-people"]) == 0
    assert main(["load"]) == 0
    path.write_text(QUERY.replace("sum(amount)", "sum(amuont)"), encoding="utf-8")
    capsys.readouterr()
    assert main(["check", str(path)]) == 1
    told = capsys.readouterr().out
    assert 'Did you mean "amount"' in told
    assert "grants_by_year.sql:22:14" in told
    # mended: checked, laid out, run, reviewed
    path.write_text(QUERY, encoding="utf-8")
    assert main(["check", str(path)]) == 0
    assert main(["run", "grants_by_year", "--format", "csv"]) == 0
    assert "year,amount\n2023,1000\n2024,550\n" in capsys.readouterr().out
    # on its page, with its own parameter in the address
    runtime.stop()
    link = {"use": "Grants", "partnerships/grants_by_year.at_least": "260"}
    shown = words(visit("partnerships", **link))
    assert "Grants of at least: 260" in shown
    assert "Not reviewed" in shown
    assert main(["review", "partnerships/grants_by_year", "--reviewer", "A. Steward"]) == 0
    runtime.stop()
    shown = words(visit("partnerships", **link))
    assert "Grants of at least: 260" in shown
    assert "Not reviewed" not in shown
    # to a program, and in the digest
    with served(office / "data", monkeypatch) as api:
        answer = api.client.get(f"{api.url}/api/queries/partnerships/grants_by_year?at_least=260").json()
    assert answer["rows"] == [{"year": 2023, "amount": 1000}, {"year": 2024, "amount": 300}]
    assert [source["file"] for source in answer["sources"]] == ["exports/grants.csv"]
    assert main(["digest", "--to", str(office / "digest.txt")]) == 0
    assert "Grants by year: EUR 550 in 2024: below EUR 600" in (office / "digest.txt").read_text(encoding="utf-8")
