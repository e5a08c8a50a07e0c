"""The documents describe what is there: links lead somewhere, commands exist."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
DOCUMENTS = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_lead_to_files_of_the_project(document):
    links = re.findall(r"\]\((?!https?:|#|mailto:)([^)#]+)", document.read_text(encoding="utf-8"))
    assert not [link for link in links if not (document.parent / link).exists()]


def test_the_make_targets_that_documents_name_exist():
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    named = {
        name for document in DOCUMENTS for name in re.findall(r"`make ([a-z]+)`", document.read_text(encoding="utf-8"))
    }
    assert named <= targets


@pytest.mark.skipif(not shutil.which("make"), reason="needs make")
def test_make_run_says_that_it_installs_and_takes_another_port(tmp_path):
    call = ["make", "--dry-run", "run", "PORT=8650", f"VENV={tmp_path / 'venv'}", f"PYTHON={sys.executable}"]
    printed = subprocess.run(call, cwd=ROOT, capture_output=True, encoding="utf-8", check=True).stdout
    assert printed.index("Installing") < printed.index("pip install")
    assert "--server.port 8650" in printed


def test_a_percent_sign_stands_at_its_number():
    headers = [path.read_text(encoding="utf-8").partition("---*/")[0] for path in (ROOT / "queries").rglob("*.sql")]
    texts = [*headers, *(document.read_text(encoding="utf-8") for document in DOCUMENTS)]
    assert [found for text in texts for found in re.findall(r".{0,30}\d %[ .,;)]", text)] == []


def test_what_is_needed_is_pinned_exactly():
    for name in ("requirements.txt", "requirements-dev.txt", "requirements-attack.txt", "requirements-assistants.txt"):
        lines = [line.split("#")[0].strip() for line in (ROOT / name).read_text(encoding="utf-8").splitlines()]
        loose = [line for line in lines if line and not line.startswith("-r ") and "==" not in line]
        assert not loose
