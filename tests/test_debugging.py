"""ENGAGEMENT_DEBUG=1 gives the traceback of every error, wherever it arises; without it there is none."""

from __future__ import annotations

import pytest

from engagement.cli import main
from engagement.commands import queries
from engagement.errors import QueryError
from engagement.loading import preview_process
from engagement.loading.load_process import LoadProcess
from engagement.settings import load_settings
from engagement.store import trials
from engagement.ui.shell import parts


@pytest.fixture(params=["", "1"], ids=["not asked for", "asked for"])
def is_asked(request, monkeypatch) -> bool:
    monkeypatch.setenv("ENGAGEMENT_DEBUG", request.param)
    return bool(request.param)


def test_of_an_error_of_ours_on_the_command_line(is_asked, capsys, tmp_path):
    assert main(["load", "--data", str(tmp_path / "nowhere")]) == 1
    said = capsys.readouterr().err
    assert ("Traceback" in said) is is_asked
    assert "There is no such data folder" in said


def test_of_a_fault_of_the_program(is_asked, capsys, monkeypatch):
    monkeypatch.setattr(queries, "run", lambda _: 1 / 0)
    assert main(["queries"]) == 70
    assert ("ZeroDivisionError: division" in capsys.readouterr().err) is is_asked


def test_of_an_error_on_a_page(is_asked, capsys):
    with parts.part():
        raise QueryError("no such query")
    with parts.part():
        raise ZeroDivisionError("a row's value")
    said = capsys.readouterr().err
    assert ("no such query" in said and "a row's value" in said) is is_asked


def test_of_a_load_and_a_trial_in_processes_of_their_own(is_asked, capfd, tmp_path):
    settings = load_settings(data_dir=tmp_path)
    LoadProcess(settings).run()
    path = trials.begin(settings, "a.xlsx", b"no workbook")
    with pytest.raises(Exception, match="workbook"):
        preview_process.look(settings, path)
    tracebacks = capfd.readouterr().err.count("Traceback (most")
    assert tracebacks >= 2 if is_asked else tracebacks == 0
