"""docs/privacy.md names code and tests that are there."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "privacy.md").read_text(encoding="utf-8")


def test_every_test_that_it_names_is_there():
    there = {
        name
        for path in (ROOT / "tests").rglob("test_*.py")
        for name in re.findall(r"^def (test_\w+)", path.read_text(encoding="utf-8"), re.MULTILINE)
    }
    assert set(re.findall(r"`(test_\w+)`", PAGE)) - there == set()


def test_every_function_that_it_names_is_there():
    for module, name in re.findall(r"`([a-z_]+)\.([a-z_]+)`", PAGE):
        if name in ("toml", "py") or module == "ledger":  # a file, a schema
            continue
        texts = [path.read_text(encoding="utf-8") for path in (ROOT / "engagement").rglob(f"{module}.py")]
        assert any(f"def {name}(" in text for text in texts), f"{module}.{name}"
