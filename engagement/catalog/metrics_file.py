"""A file in queries/metrics/, read: its population, with everything that is wrong with its header."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from engagement.catalog.header import Header
from engagement.catalog.header_keys import FLAG, TEXT, TEXTS, Keys, table_faults
from engagement.catalog.lint import forbidden
from engagement.catalog.statement import StatementError, columns_in, parse, uncounted
from engagement.errors import Fault
from engagement.nearest import did_you_mean
from engagement.place import Place
from engagement.population import PERIOD, PLACE, Dimension, Measure, Population, Publication, table_name
from engagement.query import UNITS

_NAME = re.compile(r"[a-z][a-z0-9_]*")
_DIMENSION: Keys = dict.fromkeys(("column", "title", "description"), TEXT)
_STATISTICS = ("statistic", "median", "mean", "sum")
_MEASURE: Keys = dict.fromkeys(("count", "times", *_STATISTICS, "over", "where", "unit", "title", "description"), TEXT)
_TITLES = {PLACE: "Country or place", PERIOD: "Period"}
# A statistic over many people; least, greatest or any one value would be somebody's.
AGGREGATES = frozenset(
    {"avg", "mean", "sum", "median", "stddev_samp", "stddev", "var_samp", "variance", "corr", "count"}
)
_ARITHMETIC = frozenset(
    {"+", "-", "*", "/", "**", "^", "sqrt", "abs", "least", "greatest", "ln", "exp", "round", "nullif"}
)
_FUNCTIONS = {"median": "median", "mean": "avg", "sum": "sum"}


def population_of(name: str, header: Header) -> Population:
    """Return the population that a faultless header describes."""
    raw = header.values
    dimensions = {key: _dimension(key, value) for key, value in raw.get("dimensions", {}).items()}
    measures = {key: _measure(key, value) for key, value in raw["measures"].items()}
    publications = tuple(
        Publication(
            table_name(name, tuple(entry["by"])),
            tuple(entry["by"]),
            header.line("publish", str(number)),
            entry.get("coarse", False),
        )
        for number, entry in enumerate(raw["publish"])
    )
    return Population(
        name=name,
        person=raw["person"],
        people=raw.get("people", ""),
        dimensions=MappingProxyType(dimensions),
        measures=MappingProxyType(measures),
        publications=publications,
    )


def population_faults(header: Header, path: Path) -> Iterator[Fault]:
    """Yield all that is wrong with what a header counts and publishes, other files left out."""
    values = header.values
    for section, keys in (("dimensions", _DIMENSION), ("measures", _MEASURE)):
        table = values.get(section, {})
        for name, value in table.items() if isinstance(table, dict) else ():
            if not _NAME.fullmatch(name):
                fix = "Use lowercase letters, digits and _, a letter first: it becomes a column's name."
                yield Fault(
                    f'"{name}" cannot be a name.', Place.of(path, header.line(section, name)), fix, "header-value"
                )
            if isinstance(value, dict):
                yield from table_faults(header, path, (section, name), keys, value, ())
            elif section == "measures" or not isinstance(value, str):
                example = '{ count = "person" }' if section == "measures" else '"host_country"'
                where = Place.of(path, header.line(section, name))
                yield Fault(
                    f'"{name}" in [{section}] cannot be {value!r}.', where, f"Write {name} = {example}.", "header-value"
                )
    measures, dimensions = values.get("measures"), values.get("dimensions", {})
    dimensions = dimensions if isinstance(dimensions, dict) else {}
    yield from _measure_faults(header, path, measures if isinstance(measures, dict) else {}, dimensions)
    seen: list[set[str]] = []
    publish = values.get("publish")
    for number, entry in enumerate(publish if isinstance(publish, list) else ()):
        if isinstance(entry, dict):
            yield from _publish_faults(header, path, number, entry, dimensions, seen)


def _measure_faults(
    header: Header, path: Path, measures: Mapping[str, Any], dimensions: Mapping[str, Any]
) -> Iterator[Fault]:
    if not measures and isinstance(header.values.get("measures"), dict):
        where = Place.of(path, header.line("measures"))
        yield Fault("Nothing is counted.", where, 'Add students = { count = "person" } to [measures].', "measure-first")
    for number, (name, raw) in enumerate(measures.items()):
        where = Place.of(path, header.line("measures", name))
        if name in dimensions:
            fix = "Rename one of them: both become columns of the published tables."
            yield Fault(f'"{name}" is a dimension and a measure.', where, fix, "header-value")
        if not isinstance(raw, dict):
            continue
        kinds = [key for key in ("count", *_STATISTICS) if key in raw]
        if len(kinds) != 1:
            fix = (
                f'Write one of them: {name} = {{ count = "person" }}, or {{ median = "duration_days", unit = "days" }}.'
            )
            yield Fault(f'"{name}" needs one of count, {", ".join(_STATISTICS)}.', where, fix, "measure-kind")
        elif raw.get("count") not in (None, "person", "rows"):
            what = f'"{name}" cannot count "{raw["count"]}".{did_you_mean(str(raw["count"]), ("person", "rows"))}'
            yield Fault(what, where, 'Write count = "person" for distinct people, or count = "rows".', "measure-kind")
        elif "times" in raw and raw.get("count") != "rows":
            fix = 'Write { count = "rows", times = "…" }, or take times out.'
            yield Fault(f'"{name}" counts no rows, so none counts several times.', where, fix, "measure-kind")
        elif number == 0 and raw.get("count") != "person":
            fix = f'Put a measure such as students = {{ count = "person" }} before "{name}".'
            yield Fault(
                "The first measure counts people: it decides which cells are published.", where, fix, "measure-first"
            )
        unit = raw.get("unit", "people")
        if isinstance(unit, str) and unit not in UNITS and not (len(unit) == 3 and unit.isascii() and unit.isupper()):
            yield Fault(
                f'"{unit}" is not a unit.{did_you_mean(unit, UNITS)}',
                where,
                f"Choose one of {', '.join(UNITS)}.",
                "column-unit",
            )
        for key in ("where", "over", "times", "median", "mean", "sum"):
            if isinstance(raw.get(key), str):
                yield from _row_faults(name, key, raw[key], where)
        if len(kinds) == 1 and kinds[0] != "count" and isinstance(raw[kinds[0]], str):
            yield from _expression_faults(name, _statistic(raw), where)


def _row_faults(name: str, key: str, value: str, where: Place) -> Iterator[Fault]:
    """Return what a condition on rows, or a value of a row, may not hold: it sees one row and nothing else."""
    try:
        statement = parse(f"select {value}")
    except StatementError as error:
        fix = f"Mend the SQL of {key}: an expression over the columns of the select below."
        yield Fault(f'"{key}" of "{name}": {error.what}', where, fix, error.rule)
        return
    if len(statement.outputs) != 1 or "--" in value or "/*" in value:
        fix = f"Write one expression in {key}, without a comment; # begins one in the header."
        yield Fault(f'"{key}" of "{name}" is not one expression.', where, fix, "measure-binding")
    if statement.parameters:
        what = f'"{key}" of "{name}" has a parameter: ${next(iter(statement.parameters))}.'
        yield Fault(what, where, "Take it out: what is published is the same for everybody.", "parameter-undeclared")
    if statement.tables or statement.table_functions:
        what = f'"{key}" of "{name}" reads "{".".join(next(iter(statement.tables), ("a table",)))}".'
        fix = "Join it in the SQL below, and name the column that comes of it."
        yield Fault(what, where, fix, "measure-binding")
    for refused in forbidden(statement):
        fix = "Take it out; the day that the data is for is as_of in the table settings."
        yield Fault(f'"{key}" of "{name}": {refused.what}', where, fix, refused.rule)


def _expression_faults(name: str, value: str, where: Place) -> Iterator[Fault]:
    try:
        statement = parse(f"select {value}")
        loose = uncounted(f"select {value}")
    except StatementError as error:
        yield Fault(f'"{name}": {error.what}', where, error.fix, error.rule)
        return
    wrong = [function for function in statement.functions if function not in AGGREGATES | _ARITHMETIC]
    is_one = len(statement.outputs) == 1 and not statement.tables
    if wrong or loose or not AGGREGATES.intersection(statement.functions) or not is_one:
        what = (
            f'"{name}" uses {wrong[0]}, which could be one person\'s value.'
            if wrong
            else f'"{name}" is no statistic over many people.'
        )
        fix = f'Use {", ".join(sorted(AGGREGATES))} and arithmetic; put conditions into where = "…".'
        yield Fault(what, where, fix, "measure-statistic")


def _publish_faults(
    header: Header,
    path: Path,
    number: int,
    raw: Mapping[str, Any],
    dimensions: Mapping[str, Any],
    seen: list[set[str]],
) -> Iterator[Fault]:
    yield from table_faults(header, path, ("publish", str(number)), {"by": TEXTS, "coarse": FLAG}, raw, ("by",))
    where = Place.of(path, header.line("publish", str(number), "by"))
    by = raw.get("by")
    cut = set(map(str, by)) if isinstance(by, list) else set()
    if isinstance(by, list) and cut in seen:
        yield Fault("These dimensions are published already, above.", where, "Take one of the two out.", "publish-by")
    seen.append(cut)
    for name in by if isinstance(by, list) else ():
        if isinstance(name, str) and name not in dimensions:
            what = f'"by" names "{name}", which is no dimension.{did_you_mean(name, dimensions)}'
            yield Fault(what, where, f"Dimensions are: {', '.join(dimensions) or 'none'}.", "publish-by")
    if isinstance(by, list) and len(set(map(str, by))) < len(by):
        yield Fault('"by" names a dimension twice.', where, "Name each once.", "publish-by")


def _dimension(name: str, raw: str | Mapping[str, str]) -> Dimension:
    given = {"column": raw} if isinstance(raw, str) else raw
    title = given.get("title", _TITLES.get(name, _title(name)))
    return Dimension(name, given.get("column", name), title, given.get("description", ""))


def _measure(name: str, raw: Mapping[str, str]) -> Measure:
    count = raw.get("count", "")
    kind = {"person": "people", "rows": "rows"}.get(count, "statistic")
    column = next((raw[key] for key in ("median", "mean", "sum") if key in raw), "")
    # aggregates skip what is missing: a statistic depends on the people with a value in all of its columns
    filled = [f'"{column}" is not null' for column in columns_in(raw["statistic"])] if "statistic" in raw else []
    where = f"({raw['where']})" if raw.get("where") and filled else raw.get("where", "")
    return Measure(
        name=name,
        kind=kind,
        title=raw.get("title", _title(name)),
        description=raw.get("description", ""),
        where=" and ".join([*([where] if where else []), *filled]),
        value="" if count else _statistic(raw),
        over=raw.get("over", column),
        times=raw.get("times", ""),
        unit=raw.get("unit", {"people": "people", "rows": "placements"}.get(kind, "score")),
    )


def _statistic(raw: Mapping[str, str]) -> str:
    for key, function in _FUNCTIONS.items():
        if key in raw:
            return f"{function}({raw[key]})"
    return raw.get("statistic", "")


def _title(name: str) -> str:
    return name[:1].upper() + name[1:].replace("_", " ")
