"""docs/privacy.md and the tests say the same: each rule has its code and its tests, each test its rule."""

from __future__ import annotations

import ast
import importlib
import re
from collections import Counter
from pathlib import Path

import pytest
from small_tables import MATRIX, THRESHOLD, drawn, matrix

from engagement.disclosure import release

HERE = Path(__file__).parent
TEXT = (HERE.parent.parent / "docs" / "privacy.md").read_text(encoding="utf-8")
RULES = dict(re.findall(r"^### (P\d+) [^\n]+\n(.*?)(?=^##)", TEXT, re.MULTILINE | re.DOTALL))
NAMED = [
    (file, test)
    for rule in RULES.values()
    for file, tests in re.findall(r"^- `(test_\w+\.py)`: (.*?)(?=^- |\Z)", rule, re.MULTILINE | re.DOTALL)
    for test in re.findall(r"`(test_\w+)`", tests)
]
WRITTEN = [
    (path.name, node.name)
    for path in sorted(HERE.glob("test_*.py"))
    if path != Path(__file__)
    for node in ast.parse(path.read_text(encoding="utf-8")).body
    if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
]


def test_rules_are_numbered_in_order():
    assert list(RULES) == [f"P{number}" for number in range(1, len(RULES) + 1)]


@pytest.mark.parametrize("rule", RULES)
def test_each_rule_names_code_that_is_there(rule):
    names = re.findall(r"`(\w+)\.(\w+)`", re.search(r"^- Code: (.*?)(?=^- )", RULES[rule], re.MULTILINE | re.DOTALL)[1])
    assert names
    for module, name in names:
        assert hasattr(importlib.import_module(f"engagement.disclosure.{module}"), name)


@pytest.mark.parametrize("rule", RULES)
def test_each_rule_has_tests(rule):
    assert re.search(r"`test_\w+\.py`: `test_", RULES[rule])


def test_each_test_that_a_rule_names_is_there():
    assert not set(NAMED) - set(WRITTEN)


def test_each_test_belongs_to_one_rule():
    assert Counter(NAMED) == Counter(WRITTEN)


def test_the_example_is_what_happens():
    lines = re.findall(r"^    (?:Africa|China|Chile) +(.+) \| +(.+)$", TEXT, re.MULTILINE)
    before, after = ([" ".join(line[side].split()[:2]) for line in lines] for side in (0, 1))
    assert drawn(release(matrix("\n".join(before)), MATRIX, threshold=THRESHOLD)).splitlines() == after
