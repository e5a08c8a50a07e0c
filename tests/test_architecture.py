"""The arrows between our modules run one way, only the screen knows Streamlit, and what is served knows no records."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

# lower may never import higher
LAYERS = [
    ("engagement.place", "engagement.nearest", "engagement.quoting", "engagement.debugging"),
    ("engagement.errors",),
    ("engagement.access",),
    ("engagement.settings", "engagement.query", "engagement.population"),
    ("engagement.contract", "engagement.result", "engagement.store"),
    ("engagement.catalog",),
    ("engagement.ingest", "engagement.release", "engagement.demo"),
    ("engagement.warehouse",),
    ("engagement.workbench",),
    ("engagement.present",),
    ("engagement.charts",),
    ("engagement.export",),
    ("engagement.brief",),
    ("engagement.loading", "engagement.attack"),
    ("engagement.app",),
    ("engagement.api", "engagement.digest"),
    ("engagement.ui", "engagement.cli", "engagement.commands"),
    ("pages", "dashboard", "engagement.__main__"),
]
# who serves readers, and who opens people's rows
SERVED = (
    *("engagement.warehouse", "engagement.workbench", "engagement.present", "engagement.charts", "engagement.export"),
    *(
        "engagement.brief",
        "engagement.app",
        "engagement.api",
        "engagement.digest",
        "engagement.ui",
        "pages",
        "dashboard",
    ),
)
NEAR_PEOPLE = ("engagement.ingest", "engagement.release")
# what may know them: loads, commands, and the attack, which undoes the rounding that the gate does
CHECKS = ("engagement.loading", "engagement.commands", "engagement.attack")


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


def within(module: str, prefixes: tuple[str, ...]) -> bool:
    return any(module == prefix or module.startswith(prefix + ".") for prefix in prefixes)


PATHS = {name(path): path for path in modules()}


@cache
def named(module: str) -> frozenset[str]:
    """The modules of ours that a module imports, wherever in it; importing one also runs the packages above it."""
    found = set()
    for each in imports(PATHS[module]):
        parts = each.split(".")
        found |= {".".join(parts[:length]) for length in range(1, len(parts) + 1)}
    return frozenset(found & PATHS.keys())


def reached(module: str) -> dict[str, str]:
    """Every module of ours that comes with a module, and which one imports it."""
    by, waiting = {module: ""}, [module]
    while waiting:
        each = waiting.pop()
        for other in named(each) - by.keys():
            by[other] = each
            waiting.append(other)
    return by


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


@pytest.mark.parametrize("module", sorted(each for each in PATHS if within(each, SERVED)))
def test_what_is_served_never_comes_near_peoples_rows(module):
    by = reached(module)
    assert {each: by[each] for each in by if within(each, NEAR_PEOPLE)} == {}


def test_only_loads_and_the_commands_that_check_them_know_ingest_and_release():
    known = {each for each in PATHS if any(within(other, NEAR_PEOPLE) for other in named(each))}
    outside = {each for each in known if not within(each, (*NEAR_PEOPLE, *CHECKS))}
    assert outside == set()
    assert {each for each in known if within(each, ("engagement.loading",))} == {
        "engagement.loading.load",
        "engagement.loading.forget",
        "engagement.loading.look",
        "engagement.loading.preview",
    }


@pytest.mark.parametrize(("one", "other"), [NEAR_PEOPLE, NEAR_PEOPLE[::-1]])
def test_reading_deliveries_and_releasing_counts_do_not_know_each_other(one, other):
    assert not [
        each for each in PATHS if within(each, (one,)) and any(within(found, (other,)) for found in named(each))
    ]


@pytest.mark.parametrize("path", sorted((ROOT / "pages").glob("*.py")), ids=name)
def test_pages_hold_no_sql_and_no_database(path):
    assert not {module for module in imports(path) if module.split(".")[0] in {"duckdb", "pandas", "plotly", "pyarrow"}}
