"""A query file out of rewritten SQL: its columns are found by binding it, its order is added where it has none."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass

import duckdb

from engagement.catalog.parameters import example
from engagement.catalog.statement import StatementError, explain, parse
from engagement.commands.evidence.interpolation import NotCarriedError, Rewritten
from engagement.commands.evidence.project import EvidenceQuery
from engagement.query import Parameter

_NUMBERS = re.compile(r"U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?")


@dataclass(frozen=True)
class Draft:
    """A query file to be written: its id, its text, and types by name of its parameters and of its columns."""

    id: str
    text: str
    parameters: Mapping[str, str]
    columns: Mapping[str, str]


def draft(
    query: EvidenceQuery, rewritten: Rewritten, connection: duckdb.DuckDBPyConnection, id_: str, *, owner: str
) -> Draft:
    """The query file that a query of Evidence becomes.

    Args:
        query: for its name, and a chart of the page that it stands on.
        rewritten: its SQL without interpolations.
        connection: with all tables, models, and queries that it stands on, empty.
        id_: what it is called here.
        owner: who answers for it.

    Raises:
        NotCarriedError: it is not one select, or names what is not there.
    """
    columns = _columns(rewritten, connection)
    sql = _ordered(_named(rewritten.sql.strip().rstrip(";").rstrip(), columns))
    title = id_.rpartition("/")[2].replace("_", " ")
    title = title[:1].upper() + title[1:]
    lines = [
        "/*---",
        f"# {query.path.name} of an Evidence project",
        f"title    = {_text(title)}",
        f"question = {_text(title + '?')}  # as a reader would ask it",
        'grain    = "as in Evidence"  # what one row is',
        f"owner    = {_text(owner)}",
    ]
    if rewritten.parameters:
        lines += ["", "[parameters]", *(f'{name} = "{type_}"' for name, type_ in rewritten.parameters.items())]
    if query.chart and {value for key, value in query.chart if key != "kind"} <= columns.keys():
        lines += ["", "[chart]", *(f'{key} = "{value}"' for key, value in query.chart)]
    lines += ["", "[columns]", *(_column(column, type_) for column, type_ in columns.items())]
    return Draft(id_, "\n".join([*lines, "---*/", sql, ""]), rewritten.parameters, columns)


def _columns(rewritten: Rewritten, connection: duckdb.DuckDBPyConnection) -> dict[str, str]:
    sql = rewritten.sql
    try:
        # what only a query behind it needs is declared, and not bound here
        used = parse(sql).parameters
        if foreign := next((name for name in used if name not in rewritten.parameters), ""):
            raise NotCarriedError(f"${foreign} is no interpolation.", _characters(sql, used[foreign]))
        values = {name: example(Parameter(name, rewritten.parameters[name])) for name in used}
        found = connection.execute(sql, values).description or ()
    except StatementError as error:
        raise NotCarriedError(error.what, _characters(sql, error.position)) from error
    except duckdb.Error as error:
        what, position = explain(error)
        raise NotCarriedError(what, _characters(sql, position or 0)) from error
    # a column that is null in every row has no type yet
    return {name: "VARCHAR" if "NULL" in str(type_) else str(type_) for name, type_, *_ in found}


def _characters(sql: str, position: int) -> int:
    return len(sql.encode()[:position].decode(errors="ignore"))


def _named(sql: str, columns: Mapping[str, str]) -> str:
    """The SQL with a `*` that is the whole last select list written out."""
    star = parse(sql).star
    raw = sql.encode()
    if star is None or raw[star : star + 1] != b"*" or raw[:star].rstrip()[-1:] == b".":
        return sql
    names = ", ".join(name if re.fullmatch(r"[a-z_]\w*", name) else f'"{name}"' for name in columns)
    return (raw[:star] + names.encode() + raw[star + 1 :]).decode()


def _ordered(sql: str) -> str:
    if parse(sql).is_ordered:
        return sql
    try:
        parse(f"{sql}\norder by all")
    except StatementError:
        return sql
    return f"{sql}\norder by all"


def _column(name: str, type_: str) -> str:
    title = name.replace("_", " ")
    key = name if re.fullmatch(r"[A-Za-z0-9_-]+", name) else _text(name)
    title = _text(title[:1].upper() + title[1:])
    unit = ""
    if type_.startswith(("DATE", "TIMESTAMP")):
        unit = "date"
    elif _NUMBERS.fullmatch(type_):
        unit = "count"
    elif type_ in ("FLOAT", "DOUBLE") or type_.startswith("DECIMAL"):
        unit = "ratio"
    return f'{key} = {{ title = {title}, unit = "{unit}" }}' if unit else f"{key} = {{ title = {title} }}"


def _text(text: str) -> str:
    """A text as TOML writes it."""
    return json.dumps(text, ensure_ascii=False)
