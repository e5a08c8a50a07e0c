"""Which pages, and briefs, show which queries: read from their code, so that no list has to be kept."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from engagement.catalog import Catalog
from engagement.settings import ROOT

BRIEF = "brief"
"""What the documents for summits and regions are called among the pages."""


@dataclass(frozen=True)
class _Definition:
    """A top-level statement of a module: the texts in it, and the names that it reads or gives."""

    texts: frozenset[str]
    names: frozenset[str]


def pages_by_query(catalog: Catalog, pages: Iterable[str]) -> Mapping[str, set[str]]:
    """Return the pages that show each query, by its id: where their code names it, or its header the page.

    Args:
        catalog: the queries.
        pages: by their names in the address.
    """
    shown: dict[str, set[str]] = {query.id: {query.spot.page} for query in catalog.queries.values() if query.spot.page}
    for page in pages:
        for id_ in _named(ROOT / "pages" / f"{page}.py") & catalog.queries.keys():
            shown.setdefault(id_, set()).add(page)
    return dict(sorted(shown.items()))


def in_briefs(catalog: Catalog) -> frozenset[str]:
    """Return the queries that briefs ask."""
    texts = (_constants(_parsed(module)) for module in (ROOT / "engagement" / "brief").rglob("*.py"))
    return frozenset(set().union(*texts) & catalog.queries.keys())


def _named(page: Path) -> set[str]:
    """Return the texts in a page and the `engagement.ui` code it uses; those that are ids of queries name its queries.

    Of a module only what the page names counts, and what that leads to in the same module: of `agreements.WHERE` the
    queries in this list, of `register.draw` the one that it shows.
    """
    tree = _parsed(page)
    constants = _constants(tree)
    modules = {
        alias.asname or alias.name: ROOT.joinpath(*node.module.split("."), f"{alias.name}.py")
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("engagement.ui")
        for alias in node.names
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in modules:
            constants |= _behind(node.attr, _definitions(modules[node.value.id]))
    return constants


def _behind(name: str, definitions: Mapping[str, _Definition]) -> set[str]:
    """Return the texts in what a module defines under a name, and in all its own definitions that this leads to."""
    reached, visited, waiting = set[str](), set[str](), [name]
    while waiting:
        current = waiting.pop()
        if current in definitions and current not in visited:
            visited.add(current)
            reached |= definitions[current].texts
            waiting += definitions[current].names
    return reached


@cache
def _definitions(module: Path) -> dict[str, _Definition]:
    """Return what a module's top-level statements define, by name."""
    definitions: dict[str, _Definition] = {}
    for statement in _parsed(module).body if module.is_file() else ():
        if isinstance(statement, ast.FunctionDef | ast.ClassDef):
            definitions[statement.name] = _definition(statement)
        elif isinstance(statement, ast.Assign | ast.AnnAssign):
            targets = statement.targets if isinstance(statement, ast.Assign) else [statement.target]
            names = (node.id for target in targets for node in ast.walk(target) if isinstance(node, ast.Name))
            definitions |= dict.fromkeys(names, _definition(statement))
    return definitions


def _definition(statement: ast.stmt) -> _Definition:
    names = frozenset(node.id for node in ast.walk(statement) if isinstance(node, ast.Name))
    return _Definition(frozenset(_constants(statement)), names)


def _parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def _constants(tree: ast.AST) -> set[str]:
    return {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)}
