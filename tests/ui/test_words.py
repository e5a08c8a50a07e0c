"""Words and phrases that a reader stumbled over do not come back to the screen."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from engagement.settings import ROOT

SCREENS = [
    *sorted((ROOT / "pages").glob("*.py")),
    *sorted(path for part in ("ui", "app", "present") for path in (ROOT / "engagement" / part).rglob("*.py")),
]
NOT_AGAIN = (
    "what was delivered",
    "could not be used",
    "names of places to look at",
    "was not taken",
    "rows taken",
    "there is nothing of the kind",
    "all of it, by date",
    "where does this come from",
    "by kind",
    "still running",
    "so far:",
    "not complete yet",
    "no figure speaks",
    "speaks to",
    "stood in the way",
    "looked at",
    "kept brief",
    "throw it away",
    "after the brief",
    "regions as grouped by",
    "on another day",
    "not reached",
    "filters at the side",
    "made up",
    "the ground of",
    "says something else",
    "of the kind",
    "stands on",
    "stands for",
    "looks after",
)


def texts(path: Path) -> Iterator[str]:
    """Yield every text of a module that is no docstring."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    bare = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in bare:
            yield node.value


def test_no_text_on_screen_has_a_phrase_that_was_replaced():
    found = [
        f"{path.relative_to(ROOT)}: {phrase!r} in {text[:80]!r}"
        for path in SCREENS
        for text in texts(path)
        for phrase in NOT_AGAIN
        if phrase in " ".join(text.casefold().split())
    ]
    assert found == []


@pytest.mark.parametrize("text", ["Rows that could not be used.", "All of it,  by date"])
def test_the_list_finds_what_it_names(text: str):
    assert any(phrase in re.sub(r"\s+", " ", text.casefold()) for phrase in NOT_AGAIN)
