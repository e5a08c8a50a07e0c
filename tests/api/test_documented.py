"""What docs/answers-elsewhere.md has for shells and notebooks is done here, as it stands there."""

from __future__ import annotations

import json
import re
import shutil
import subprocess

import pandas as pd
import pytest

from engagement.cli import parser
from engagement.settings import ROOT
from tests.api.served import Served

TEXT = (ROOT / "docs" / "answers-elsewhere.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def token(api: Served) -> str:
    return api.tokens.make("vera@example.edu", ("all-staff",))


def lines(kind: str, api: Served) -> list[str]:
    """The fences of a kind, asking the server of the test."""
    fences = re.findall(rf"^```{kind}\n(.*?)^```$", TEXT, re.MULTILINE | re.DOTALL)
    return [fence.replace("https://dashboard.example.edu", api.url) for fence in fences]


@pytest.mark.skipif(not shutil.which("curl"), reason="needs curl")
def test_its_lines_for_a_shell_are_answered(api: Served, token: str, tmp_path):
    first, again = lines("sh", api)

    def run(line: str) -> str:
        environment = {"TOKEN": token, "PATH": "/usr/local/bin:/usr/bin:/bin"}
        return subprocess.run(
            ["bash", "-c", line], cwd=tmp_path, env=environment, check=True, capture_output=True, encoding="utf-8"
        ).stdout

    assert run(first).startswith("region,academic_year,students")
    run(again)
    whole = (tmp_path / "types.csv").read_text()
    run(again)
    assert whole == (tmp_path / "types.csv").read_text()
    asked = [line for line in api.audit().splitlines() if "placements/types" in line]
    assert len(asked) == 2


def test_its_lines_for_pandas_are_answered(api: Served, token: str, monkeypatch):
    monkeypatch.setenv("TOKEN", token)
    (code,) = lines("python", api)
    names: dict[str, object] = {}
    exec(code, names)
    students = names["students"]
    assert isinstance(students, pd.DataFrame)
    assert {"iso3", "students"} <= {*students.columns}
    assert len(students) > 20


def test_its_lines_for_an_assistant_are_a_call_of_the_command_line():
    (text,) = re.findall(r"^```json\n(.*?)^```$", TEXT, re.MULTILINE | re.DOTALL)
    server = json.loads(text)["mcpServers"]["engagement"]
    assert server["args"][:2] == ["-m", "engagement"]
    assert parser().parse_args(server["args"][2:]).command == "mcp"
