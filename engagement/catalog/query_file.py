"""One file in queries/, read: its `Query`, and its own faults, those between files left out."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

from engagement.catalog.header import Header, read_header, read_text
from engagement.catalog.header_keys import RANGE, key_faults
from engagement.catalog.implied import card_of, chart_of
from engagement.catalog.lint import statement_faults
from engagement.catalog.metrics_file import population_faults, population_of
from engagement.catalog.statement import Statement, StatementError, parse
from engagement.errors import Fault, QueryError
from engagement.place import Place
from engagement.population import Population
from engagement.query import FRAME_PARAMETERS, NO_SPOT, SECTIONS, Column, Expectation, Metric, Parameter, Query, Spot

# What a file is, by the folder that it lies in; every other folder holds queries.
KINDS = {"models": "model", "metrics": "metrics", "macros": "macro"}
_SPOT = re.compile(r"""^\s*(?P<key>page|section|tab|order)\s*=\s*(?:"([^"\n]*)"|'([^'\n]*)'|([\w]+))""", re.MULTILINE)
_NAME = re.compile(r"[a-z][a-z0-9_]*")
_AS_WRITTEN = (
    "title",
    "question",
    "grain",
    "owner",
    "ignores",
    "materialized",
    "no_people",
    "returns",
)


@dataclass(frozen=True)
class QueryFile:
    """A file as read. `query` is None where its header cannot be used, `statement` where its SQL does not parse.

    stamp: size and time of change, by which an unchanged file is known.
    kind: "query", "model", "metrics" or "macro", by its folder.
    spot: the place on a page that it asks for, also where the rest of its header cannot be used.
    """

    id: str
    path: Path
    stamp: tuple[int, int]
    kind: str
    faults: tuple[Fault, ...] = ()
    query: Query | None = None
    header: Header | None = None
    statement: Statement | None = None
    population: Population | None = None
    spot: Spot = NO_SPOT

    @property
    def is_query(self) -> bool:
        """Whether it is a question that can be asked."""
        return self.kind == "query"

    @property
    def name(self) -> str:
        """Return the last part of the id."""
        return self.id.rpartition("/")[2]


def stamp_of(path: Path) -> tuple[int, int]:
    """Return size and time of change; zeros for a file that is gone."""
    try:
        status = path.stat()
    except OSError:
        return (0, 0)
    return (status.st_size, status.st_mtime_ns)


def read_file(path: Path, root: Path) -> QueryFile:
    """Read one file below `root`; what is wrong with it is in its `faults`, all together."""
    return _file(lambda: read_text(path), path, root)


def draft(text: str, path: Path, root: Path) -> QueryFile:
    """Read the same from a text that may be saved as `path` some day."""
    return _file(lambda: text, path, root)


def _file(read: Callable[[], str], path: Path, root: Path) -> QueryFile:
    parts = path.relative_to(root).with_suffix("").parts
    stamp, kind = stamp_of(path), KINDS.get(parts[0], "query") if len(parts) > 1 else "query"
    id_ = "/".join(parts)
    faults = list(_name_faults(parts, path))
    try:
        header = read_header(read(), path)
    except QueryError as error:
        return QueryFile(id_, path, stamp, kind, (*faults, *error.faults), spot=_spot_lines(path))
    wrong_keys = list(key_faults(header, path, kind=kind))
    if kind == "metrics":
        wrong_keys += population_faults(header, path)
    faults += wrong_keys
    statement = None
    try:
        statement = parse(header.sql)
    except StatementError as error:
        # an empty file has no place in its SQL: point at the header's end
        where = header.sql_place(path, error.position)
        faults.append(Fault(error.what, where, error.fix, error.rule))
    query = None if wrong_keys else _query(id_, path, header, statement)
    if query and statement:
        faults += statement_faults(query, statement, header, kind=kind)
    population = population_of(parts[-1], header) if kind == "metrics" and query else None
    spot = _spot(header.values)
    return QueryFile(id_, path, stamp, kind, tuple(faults), query, header, statement, population, spot)


def _spot(values: Mapping[str, Any]) -> Spot:
    """Return the place that a header asks for; a section that its page has not is none."""
    page, section, tab = (str(values.get(key, "")) for key in ("page", "section", "tab"))
    order = values.get("order")
    is_there = section in SECTIONS.get(page, ())
    return Spot(page, section if is_there else "", tab if is_there else "", order if type(order) is int else Spot.order)


def _spot_lines(path: Path) -> Spot:
    """Return what the lines of a header say of its place where it cannot be read as a whole."""
    try:
        text = path.read_bytes().decode("utf-8", "replace")
    except OSError:
        return Spot()
    values: dict[str, Any] = {}
    for match in _SPOT.finditer(text):
        value = next(filter(None, match.groups()[1:]), "")
        values.setdefault(match["key"], int(value) if match["key"] == "order" and value.isdecimal() else value)
    return _spot(values)


def _name_faults(parts: tuple[str, ...], path: Path) -> Iterator[Fault]:
    for part in parts:
        if not _NAME.fullmatch(part):
            better = re.sub(r"[^a-z0-9]+", "_", part.lower()).strip("_") or "a_name"
            fix = f"Rename it to {better}: lowercase letters, digits and _, a letter first."
            yield Fault(f'"{part}" cannot be part of a name.', Place.of(path, 1), fix, "query-id")


def _query(id_: str, path: Path, header: Header, statement: Statement | None) -> Query:
    raw = header.values
    columns = _columns(raw.get("columns", {}), statement)
    card = card_of(raw["card"], list(columns)) if "card" in raw else None
    return Query(
        id=id_,
        path=path,
        text=header.text,
        sql=header.sql,
        sha256=hashlib.sha256(header.text.encode()).hexdigest(),
        **{key: raw[key] for key in _AS_WRITTEN if key in raw},
        excludes=tuple(raw.get("excludes", ())),
        arguments=tuple(raw.get("arguments", ())),
        parameters=MappingProxyType(_parameters(raw, statement)),
        columns=MappingProxyType(columns),
        chart=chart_of(raw["chart"], list(columns), card) if "chart" in raw else None,
        card=card,
        metric=_metric(raw["metric"]) if "metric" in raw else None,
        tables=tuple(".".join(name) for name in statement.tables) if statement else (),
        sql_offset=header.sql_offset,
        spot=_spot(raw),
        expectations=tuple(
            _expectation(entry, header.line("expect", str(number)))
            for number, entry in enumerate(raw.get("expect", ()))
        ),
    )


def _columns(raw: Mapping[str, Any], statement: Statement | None) -> dict[str, Column]:
    """Return the columns of the select in order, then others that the header names; titles may be inherited later."""
    names = dict.fromkeys((*(name for name in (statement.outputs if statement else ()) if name), *raw))
    return {name: Column(name, **{"title": "", **raw.get(name, {})}) for name in names}


def _parameters(raw: Mapping[str, Any], statement: Statement | None) -> dict[str, Parameter]:
    """Return the header's own parameters, and those of the filters that the SQL uses."""
    own = {name: _parameter(name, value) for name, value in raw.get("parameters", {}).items()}
    used = statement.parameters if statement else ()
    return own | {name: Parameter(name, FRAME_PARAMETERS[name]) for name in used if name in FRAME_PARAMETERS}


def _parameter(name: str, raw: str | Mapping[str, Any]) -> Parameter:
    if isinstance(raw, str):
        return Parameter(name, raw)
    choices = raw.get("choices", ())
    choices = tuple(choices) if isinstance(choices, list | tuple) else (choices,)
    return Parameter(name, raw["type"], raw.get("default"), raw.get("title", ""), choices)


def _expectation(raw: Mapping[str, Any], line: int) -> Expectation:
    rows, least, most = raw.get("rows"), None, None
    if isinstance(rows, int):
        least = most = rows
    elif match := RANGE.fullmatch(rows.strip()) if rows else None:
        least, most = (int(bound) if bound else None for bound in match.groups())
    return Expectation(
        line=line,
        given=MappingProxyType(dict(raw.get("given", {}))),
        least=least,
        most=most,
        values=tuple(MappingProxyType(row) for row in raw.get("values", ())),
        none=raw.get("none", ""),
        some=raw.get("some", ""),
    )


def _metric(raw: Mapping[str, Any]) -> Metric:
    numbers = raw["number"]
    rest = {key: value for key, value in raw.items() if key != "number"}
    return Metric(tuple(numbers) if isinstance(numbers, list) else (numbers,), **rest)
