"""From free SQL and what was chosen beside it to the text of a file that can be saved under queries/."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from engagement.catalog import Catalog
from engagement.catalog.header import CLOSE, OPEN
from engagement.catalog.implied import chart_of
from engagement.catalog.query_file import QueryFile, draft
from engagement.query import FRAME_PARAMETERS, UNITS, ChartSpec, Column, Query
from engagement.workbench.workbench import Found

FOLDER = "mine"
_UNIT_OF_NAME = (
    (re.compile(r"(^|_)(students|people|participants|enrolled|applicants|completed)$"), "people"),
    (re.compile(r"(^|_)(placements|agreements|applications|partners|countries)$"), ""),
    (re.compile(r"(^|_)days$"), "days"),
    (re.compile(r"(^|_)(share|rate)$"), "share"),
    (re.compile(r"(^|_)year$"), "year"),
    (re.compile(r"(^|_)(iso3|country)$"), "iso3"),
)


@dataclass(frozen=True)
class Words:
    """What the header says of a question in words, and how its answer is drawn."""

    title: str = "A new question"
    question: str = "What would you like to know?"
    grain: str = "one row per group"
    owner: str = "Global Education Office"
    columns: Mapping[str, Column] = field(default_factory=dict)
    chart: ChartSpec | None = None

    @property
    def name(self) -> str:
        """A file name made of the title."""
        return re.sub(r"[^a-z0-9]+", "_", self.title.lower()).strip("_").lstrip("0123456789_") or "a_question"


def guessed(found: Found, catalog: Catalog) -> dict[str, Column]:
    """Titles and units for columns that nobody has described yet: those of the tables that are read, by their names."""
    known: dict[str, Column] = {}
    for table in found.tables:
        known = {**catalog.columns_known.get(table, {}), **known}
    columns = {}
    for name, type_ in found.types.items():
        title = name.replace("_", " ").strip().capitalize()
        columns[name] = known.get(name) or Column(name, title or name, unit=_unit(name, type_))
    return columns


def _unit(name: str, type_: str) -> str:
    if type_.startswith(("DATE", "TIMESTAMP")):
        return "date"
    is_number = "INT" in type_ or type_.startswith(("DOUBLE", "FLOAT", "DECIMAL"))
    for pattern, unit in _UNIT_OF_NAME:
        match = pattern.search(name.lower())
        if match and (is_number or unit == "iso3") and not (is_number and unit == "iso3"):
            return unit or match[2]
    if not is_number:
        return "text"
    return "rows" if "INT" in type_ else "index"


def counting(query: Query, found: Found, catalog: Catalog) -> Query:
    """Return the query with its published counts marked, which the catalog does for files: missing ones are too few."""
    known = guessed(found, catalog)
    columns = {name: replace(each, is_count=known[name].is_count) for name, each in query.columns.items()}
    return replace(query, columns=columns)


def file_text(found: Found, sql: str, words: Words) -> str:
    """Return the finished file."""
    lines = [f"{key} = {_toml(value)}" for key, value in _first(words)]
    own = [each for each in found.parameters.values() if each.name not in FRAME_PARAMETERS]
    if own:
        lines += ["", "[parameters]", *(f"{each.name} = {_toml(each.type)}" for each in own)]
    if words.chart is not None:
        lines += ["", "[chart]", *(f"{key} = {_toml(value)}" for key, value in chart_keys(words.chart))]
    lines += ["", "[columns]", *map(_column, words.columns.values())]
    body = "\n".join(lines).replace("*/", "* /").replace("/*", "/ *")
    return f"{OPEN}\n{body}\n{CLOSE}\n{sql.strip()}\n"


def read_back(text: str, words: Words, root: Path) -> QueryFile:
    """Return the text as the catalog would read it from queries/, with whatever is still wrong with it."""
    return draft(text, root / FOLDER / f"{words.name}.sql", root)


def chart_keys(chart: ChartSpec) -> Iterable[tuple[str, Any]]:
    """Return what [chart] says, key by key; nothing that is left as it would be anyway."""
    plain = chart_of({"kind": chart.kind, "x": chart.x, "y": list(chart.y)}, (), None)
    for key in ChartSpec.__dataclass_fields__:
        value = getattr(chart, key)
        if value != getattr(plain, key) or (key in ("kind", "x", "y") and value):
            yield key, value[0] if key == "y" and len(value) == 1 else value


def with_columns(words: Words, found: Found, catalog: Catalog) -> Words:
    """Return the words with a column for each of the answer: described ones as they are, others guessed."""
    known = guessed(found, catalog) | {name: each for name, each in words.columns.items() if name in found.types}
    return replace(words, columns={name: known[name] for name in found.types})


def units() -> tuple[str, ...]:
    """Every unit that a column may have here."""
    return UNITS


def _first(words: Words) -> Iterable[tuple[str, str]]:
    for key in ("title", "question", "grain", "owner"):
        yield key, getattr(words, key) or "…"


def _column(column: Column) -> str:
    parts = [f"title = {_toml(column.title or column.name)}"]
    parts += [f"unit = {_toml(column.unit)}"] if column.unit != "text" else []
    parts += [f"description = {_toml(column.description)}"] if column.description else []
    return f"{_key(column.name)} = {{ {', '.join(parts)} }}"


def _key(name: str) -> str:
    return name if re.fullmatch(r"[A-Za-z0-9_-]+", name) else _toml(name)


def _toml(value: Any) -> str:
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "")
    if isinstance(value, bool):
        return "true" if value else "false"
    return f"[{', '.join(map(_toml, value))}]" if isinstance(value, list | tuple) else str(value)
