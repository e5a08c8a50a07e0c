"""The JSON Schema of headers takes every shipped header, and refuses what the check refuses for its keys."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from engagement.catalog.header import read_header, read_text
from engagement.catalog.header_schema import schema_of
from engagement.catalog.query_file import KINDS
from engagement.cli import main
from engagement.settings import ROOT

BAD = ROOT / "tests" / "bad"
EDITORS = (ROOT / "docs" / "editors.md").read_text(encoding="utf-8")


def kind_of(path: Path) -> str:
    return KINDS.get(path.parent.name, "query")


def faults(path: Path) -> list[str]:
    header = read_header(read_text(path), path)
    return [error.message for error in Draft202012Validator(schema_of(kind_of(path))).iter_errors(dict(header.values))]


@pytest.mark.parametrize("kind", ["query", "model", "macro", "metrics"])
def test_it_is_a_schema_and_takes_every_shipped_header(kind, capsys):
    assert main(["queries", "--schema", kind]) == 0
    Draft202012Validator.check_schema(json.loads(capsys.readouterr().out))
    files = [path for path in (ROOT / "queries").rglob("*.sql") if kind_of(path) == kind]
    assert files
    assert {path.name: faults(path) for path in files if faults(path)} == {}


@pytest.mark.parametrize(
    "path",
    [
        path
        for rule in ("header_key*", "header_required.sql", "header_value_page*", "chart_kind*", "column_unit*")
        for path in sorted(BAD.glob(f"{rule}"))
    ],
    ids=lambda path: path.stem,
)
def test_it_refuses_keys_that_the_check_refuses(path):
    assert faults(path)


def checked(tmp_path, capsys) -> str:
    """What check prints of a file with a fault with and one without a column."""
    shutil.copytree(BAD, tmp_path / "bad")
    main(["check", "--queries", str(tmp_path / "bad"), *map(str, (tmp_path / "bad").glob("sql_binding.sql"))])
    first = capsys.readouterr().out
    main(["check", "--queries", str(tmp_path / "bad"), *map(str, (tmp_path / "bad").glob("card_column.sql"))])
    return first + capsys.readouterr().out


def test_the_matcher_for_vs_code_finds_file_line_and_message(tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    tasks = json.loads(re.search(r"^```json\n(.*?)^```$", EDITORS, re.MULTILINE | re.DOTALL)[1])
    first, second = (re.compile(part["regexp"]) for part in tasks["tasks"][0]["problemMatcher"]["pattern"])
    lines = checked(tmp_path, capsys).splitlines()
    problems = [
        (message[1], place[1], place[2])
        for message, place in zip(map(first.match, lines), map(second.match, lines[1:]), strict=False)
        if message and place
    ]
    assert [(Path(file).name, line) for _, file, line in problems] == [
        ("sql_binding.sql", "15"),
        ("card_column.sql", "9"),
    ]
    assert problems[1][0].startswith('"period" in [card]')


@pytest.mark.skipif(not shutil.which("vim"), reason="needs vim")
def test_the_settings_for_vim_find_file_and_line(tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "printed").write_text(checked(tmp_path, capsys))
    (settings,) = re.findall(r"^```vim\n(.*?)^```$", EDITORS, re.MULTILINE | re.DOTALL)
    (tmp_path / "settings.vim").write_text(settings)
    shown = "fnamemodify(bufname(v:val.bufnr), ':t') . ':' . v:val.lnum"
    listed = f"call writefile(map(filter(getqflist(), 'v:val.valid'), {shown!r}), 'found')"
    command = ["vim", "-es", "-u", "NONE", "-S", "settings.vim", "-c", "cgetfile printed", "-c", listed, "-c", "qa!"]
    subprocess.run(command, cwd=tmp_path, check=False, timeout=60, stdin=subprocess.DEVNULL)
    assert (tmp_path / "found").read_text().split() == ["sql_binding.sql:15", "card_column.sql:9"]
