"""SQL is laid out as the linter asks, and asks what it asked before."""

from __future__ import annotations

import shutil

import pytest

from engagement.cli import main
from engagement.settings import ROOT

GOOD = (ROOT / "queries" / "placements" / "types.sql").read_text(encoding="utf-8")


@pytest.fixture
def queries(tmp_path):
    (tmp_path / "queries" / "placements").mkdir(parents=True)
    return tmp_path / "queries"


def test_a_file_is_laid_out_and_one_that_is_stays_as_it_is(queries, capsys):
    path = queries / "placements" / "types.sql"
    untidy = (
        GOOD.replace("\nselect\n    ", "\nSELECT   ")
        .replace("\nfrom ", "\n     FROM ")
        .replace("    share,\n", "share,")
    )
    assert untidy != GOOD
    path.write_text(untidy, encoding="utf-8")
    call = ["format", "--queries", str(queries)]
    assert main([*call, "--check"]) == 1
    assert path.read_text(encoding="utf-8") == untidy
    assert main(call) == 0
    assert path.read_text(encoding="utf-8") == GOOD
    assert "placements/types.sql" in capsys.readouterr().out
    assert main([*call, "--check", str(path)]) == 0
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param(GOOD.replace("order by", "ordr by"), "check says", id="SQL that does not parse"),
        pytest.param(GOOD.replace("---*/", ""), "check says", id="a header without an end"),
    ],
)
def test_what_is_at_fault_is_left(queries, capsys, text, said):
    path = queries / "placements" / "types.sql"
    path.write_text(text, encoding="utf-8")
    assert main(["format", "--queries", str(queries)]) == 0
    assert path.read_text(encoding="utf-8") == text
    assert said in capsys.readouterr().err


def test_another_question_is_never_written(queries, capsys, monkeypatch):
    import sqlfluff

    path = queries / "placements" / "types.sql"
    shutil.copy(ROOT / "queries" / "placements" / "types.sql", path)
    monkeypatch.setattr(sqlfluff, "fix", lambda text, **_: text.replace("where has_placements", "where is_complete"))
    assert main(["format", "--queries", str(queries)]) == 0
    assert path.read_text(encoding="utf-8") == GOOD
    assert "ask something else" in capsys.readouterr().err
