"""The arrows between our modules run one way, and only the screen knows Streamlit."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

# lower may never import higher
LAYERS = [
    ("engagement.errors", "engagement.nearest"),
    ("engagement.settings", "engagement.query"),
    ("engagement.contract", "engagement.result", "engagement.result_csv"),
    ("engagement.catalog",),
    ("engagement.ingest", "engagement.disclosure", "engagement.demo"),
    ("engagement.warehouse",),
    ("engagement.charts",),
    ("engagement.brief",),
    ("engagement.ui", "engagement.cli", "engagement.commands"),
    ("pages", "dashboard", "engagement.__main__"),
]


def modules() -> list[Path]:
    return [*sorted((ROOT / "engagement").rglob("*.py")), *sorted((ROOT / "pages").glob("*.py")), ROOT / "dashboard.py"]


def name(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def imports(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def layer(module: str) -> int | None:
    matches = [
        (len(prefix), level)
        for level, prefixes in enumerate(LAYERS)
        for prefix in prefixes
        if module == prefix or module.startswith(prefix + ".")
    ]
    return max(matches)[1] if matches else None


@pytest.mark.parametrize("path", modules(), ids=name)
def test_no_module_imports_from_a_layer_above_its_own(path):
    own = layer(name(path))
    if name(path) == "engagement":
        return
    assert own is not None, f"{name(path)} has no place in LAYERS"
    above = {module for module in imports(path) if (level := layer(module)) is not None and level > own}
    assert not above


@pytest.mark.parametrize(
    "path", [path for path in modules() if "ui" not in path.parts and "engagement" in path.parts], ids=name
)
def test_the_core_does_not_know_the_screen(path):
    assert not {module for module in imports(path) if module.split(".")[0] == "streamlit"}


@pytest.mark.parametrize("path", sorted((ROOT / "pages").glob("*.py")), ids=name)
def test_pages_hold_no_sql_and_no_database(path):
    assert not {module for module in imports(path) if module.split(".")[0] in {"duckdb", "pandas", "plotly", "pyarrow"}}
