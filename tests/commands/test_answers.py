"""Kept answers: the difference is shown first, and written only when asked to."""

from __future__ import annotations

import pytest

from engagement.cli import main
from tests.tiny import publish, settings_in

QUERY = """/*---
title    = "Numbers"
question = "Which numbers?"
grain    = "one row per number"
owner    = "Global Education Office"

[parameters]
last = {{ type = "INTEGER", default = 2 }}

[columns]
i = {{ title = "Number", unit = "count" }}
third = {{ title = "Third", unit = "ratio" }}
{more}---*/
select i, i / 3 as third from range(1, $last + 1) as r (i) order by i
"""


@pytest.fixture
def call(tmp_path, demo_settings, capsys):
    """Calls the command on the demonstration data and one query; gives the exit code and what was printed."""
    path = tmp_path / "queries" / "area" / "numbers.sql"
    path.parent.mkdir(parents=True)
    path.write_text(QUERY.format(more=""), encoding="utf-8")
    folders = {"data": demo_settings.data_dir, "queries": tmp_path / "queries", "kept": tmp_path / "kept"}

    def answers(*arguments: str) -> tuple[int, str, str]:
        code = main(["answers", *arguments, *(part for name, at in folders.items() for part in (f"--{name}", str(at)))])
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return answers


def test_a_difference_is_shown_first_and_written_when_asked(call, tmp_path):
    kept = tmp_path / "kept" / "area" / "numbers.csv"
    code, out, err = call()
    assert (code, "+1,0.333333" in out, "--write" in err, kept.exists()) == (1, True, True, False)
    assert call("--write")[0] == 0
    assert kept.read_text(encoding="utf-8") == "i,third\n1,0.333333\n2,0.666667\n"
    assert call() == (0, "", "No answer has changed.\n")
    kept.write_text("i,third\n1,0.333333\n2,0.7\n", encoding="utf-8")
    code, out, _ = call("numbers")
    assert (code, "-2,0.7\n+2,0.666667" in out) == (1, True)


def test_what_is_kept_is_bounded_and_still_tells_every_change(call, tmp_path):
    path, kept = tmp_path / "queries" / "area" / "numbers.sql", tmp_path / "kept" / "area" / "numbers.csv"
    path.write_text(QUERY.format(more="\n[[expect]]\ngiven = { last = 100 }\nrows = 100\n"), encoding="utf-8")
    call("--write")
    lines = kept.read_text(encoding="utf-8").splitlines()
    assert (len(lines), lines[-1][:31]) == (42, "… 60 more of 100 rows; all of t")
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("i / 3 as", "if(i = 99, 0, i / 3) as"), encoding="utf-8")
    assert call()[0] == 1


def test_the_answer_of_a_query_that_is_gone_goes_and_of_a_faulty_one_stays(call, tmp_path):
    path, kept = tmp_path / "queries" / "area" / "numbers.sql", tmp_path / "kept" / "area" / "numbers.csv"
    call("--write")
    text = path.read_text(encoding="utf-8")
    path.write_text("select 1", encoding="utf-8")
    assert call()[0] == 0
    path.unlink()
    (path.parent / "others.sql").write_text(text, encoding="utf-8")
    assert call("--write")[0] == 0
    assert [each.name for each in kept.parent.iterdir()] == ["others.csv"]


def test_answers_of_real_data_are_not_kept(tmp_path, capsys):
    settings = settings_in(tmp_path, {"numbers": QUERY.format(more="")})
    publish(settings)
    folders = [
        "--data",
        str(settings.data_dir),
        "--queries",
        str(settings.queries_dir),
        "--kept",
        str(tmp_path / "kept"),
    ]
    assert main(["answers", "--write", *folders]) == 1
    assert "this is other data" in capsys.readouterr().err
    assert not (tmp_path / "kept").exists()
