"""Briefs on the command line: one, all, kept and opened again, compared."""

from __future__ import annotations

import json

import pytest

from engagement.cli import main


@pytest.fixture
def make(demo_settings, monkeypatch):
    """Call the command over the demonstration data."""
    monkeypatch.setenv("ENGAGEMENT_DATA", str(demo_settings.data_dir))
    return lambda *arguments: main(["brief", *arguments])


def test_a_kept_brief_prints_the_same_pdf_without_the_data(make, tmp_path, monkeypatch):
    monkeypatch.setenv("ENGAGEMENT_BRIEF_KEY", "the key of the institution")
    kept, first, second = tmp_path / "a.brief.json", tmp_path / "1.pdf", tmp_path / "2.pdf"
    assert make("--summit", "S-2027-AFR", "--format", "json", "--out", str(kept)) == 0
    assert make("--summit", "S-2027-AFR", "--out", str(first)) == 0
    monkeypatch.setenv("ENGAGEMENT_DATA", str(tmp_path / "nowhere"))
    assert make("--open", str(kept), "--out", str(second)) == 0
    assert first.read_bytes() == second.read_bytes()
    monkeypatch.delenv("ENGAGEMENT_BRIEF_KEY")
    assert make("--open", str(kept), "--out", str(second)) == 0
    assert first.read_bytes() != second.read_bytes()  # the other is stamped: not verified
    assert not (tmp_path / "nowhere").exists()


def test_all_summits_to_come_get_a_file_of_their_own(make, tmp_path):
    assert make("--all-summits", "--format", "json", "--out", str(tmp_path)) == 0
    assert len(list(tmp_path.glob("*_as_of_2026-11-01_demonstration.brief.json"))) == 3


def test_a_brief_that_holds_is_told_so(make, tmp_path, capsys):
    kept = tmp_path / "a.brief.json"
    make("--region", "Africa", "--format", "json", "--out", str(kept))
    assert make("--open", str(kept), "--compare") == 0
    assert "Every statement and figure still holds." in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        pytest.param(["--region", "Afrika"], 'Did you mean "Africa"?', id="a region"),
        pytest.param(["--summit", "S-2027-AFX"], "S-2027-AFR", id="a summit"),
        pytest.param(["--region", "Africa", "--period", "2099"], "Known: all, last_5, last_3, 2026", id="a period"),
    ],
)
def test_a_wrong_call_is_told_with_what_is_right(make, capsys, arguments, said):
    assert make(*arguments) == 2
    assert said in capsys.readouterr().err


def test_a_period_is_that_of_the_brief(make, tmp_path):
    kept = tmp_path / "a.brief.json"
    assert make("--region", "Africa", "--period", "last_3", "--format", "json", "--out", str(kept)) == 0
    brief = json.loads(kept.read_bytes())
    assert (brief["period"], brief["period_key"]) == ("Last 3 complete years", "last_3")


def test_a_brief_file_of_version_1_is_refused(make, tmp_path, capsys):
    kept = tmp_path / "a.brief.json"
    kept.write_text('{"kind": "global-engagement-brief", "format_version": 1}')
    assert make("--open", str(kept), "--out", str(tmp_path / "a.pdf")) == 1
    said = capsys.readouterr().err
    assert "This brief file is of version 1; this dashboard opens version 3." in said
    assert "Make the brief again from current data" in said
    assert not (tmp_path / "a.pdf").exists()
