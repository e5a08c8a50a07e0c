"""Real exports are about people, and never committed by accident; the demonstration files are kept."""

from __future__ import annotations

import json
import shutil
import subprocess

import pytest

from engagement.settings import ROOT

pytestmark = pytest.mark.skipif(
    not (ROOT / ".git").exists() or not shutil.which("git"), reason="needs a git checkout and git"
)


def is_ignored(path: str) -> bool:
    # --no-index: also what a pattern says of a file that is committed
    answer = subprocess.run(["git", "check-ignore", "--no-index", "--quiet", path], cwd=ROOT, check=False)
    assert answer.returncode in (0, 1)
    return answer.returncode == 0


@pytest.mark.parametrize(
    "path",
    [
        "data/exports/agreements_2026.csv",
        "data/exports/mobility.xlsx",
        "data/exports/demonstration.csv",
        "data/exports/2026/placements.csv",
        "data/exports/placements.csv.bak",
        "data/exports/.hidden",
        "data/mappings/agreements.toml",
        "data/snapshots/current.json",
        "data/trials/0a1b/placements.csv",
        "data/.salt",
    ],
)
def test_what_an_institution_puts_into_its_data_folder_is_ignored(path):
    assert is_ignored(path)


def test_the_demonstration_files_are_kept():
    marker = json.loads((ROOT / "data" / "exports" / "demonstration.json").read_text(encoding="utf-8"))
    kept = ["data/exports/demonstration.json", *(f"data/{name}" for name in marker["files"])]
    assert [path for path in kept if is_ignored(path)] == []


def test_a_checkout_has_an_empty_folder_for_mappings():
    assert not is_ignored("data/mappings/.gitkeep")
    listed = subprocess.run(
        ["git", "ls-files", "data/mappings"], cwd=ROOT, check=True, capture_output=True, encoding="utf-8"
    )
    assert listed.stdout.split() == ["data/mappings/.gitkeep"]


def test_nothing_else_of_the_exports_is_committed():
    listed = subprocess.run(
        ["git", "ls-files", "data/exports", "data/mappings"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        encoding="utf-8",
    )
    assert [path for path in listed.stdout.splitlines() if is_ignored(path)] == []
