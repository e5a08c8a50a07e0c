"""One SQL text out of a query and the queries that it stands on: theirs come first, each under its name."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from types import MappingProxyType

import duckdb

from engagement.catalog.query_file import QueryFile
from engagement.catalog.references import References
from engagement.catalog.statement import StatementError, parse
from engagement.errors import Fault
from engagement.query import FRAME_PARAMETERS, Origin, Query

_SEMICOLON = ord(";")


def composed(file: QueryFile, references: References) -> Query | Fault:
    """The query with all that it stands on in its SQL, tables, parameters, hash; the same where it stands alone.

    Its own SQL is put into a select of its own, so that no name that it gives can change what an inner query reads.
    A fault where the texts together read other tables than each by itself.
    """
    query = file.query
    if query is None:
        raise ValueError(f"{file.path} has no query")
    stands_on = references.behind(file.id)
    if not stands_on:
        return query
    inner = [each for id_ in stands_on if (each := references.files[id_].query)]
    sql, origins = _together(query, inner, references)
    tables = references.tables(file)
    where = file.header.sql_place(file.path, references.of[file.id][0].position) if file.header else ""
    try:
        found = {".".join(name) for name in parse(sql).tables}
    except StatementError as error:
        return Fault(error.what, where, error.fix, error.rule)
    if found != set(tables):
        fix = "Give names in `with` that no table has, and leave out brackets around whole selects."
        return Fault("This cannot be put together with the queries that it stands on.", where, fix, "sql-syntax")
    # what the filters own is bound by itself; everything else the header declares
    filters = FRAME_PARAMETERS.keys() - query.parameters.keys()
    needed = {name: each for name, each in references.needed(file.id).items() if name in filters}
    texts = "\0".join(each.text for each in (query, *inner))
    return replace(
        query,
        sql=sql,
        sha256=hashlib.sha256(texts.encode()).hexdigest(),
        parameters=MappingProxyType({**query.parameters, **needed}),
        excludes=tuple(dict.fromkeys(reason for each in (query, *inner) for reason in each.excludes)),
        tables=tables,
        stands_on=stands_on,
        origins=origins,
    )


def _together(query: Query, inner: list[Query], references: References) -> tuple[str, tuple[Origin, ...]]:
    text, origins = "", []
    for each in inner:
        text += ("with " if not text else ",\n\n") + f"{_quoted(each.id)} as (\n"
        origins.append(_origin(each, text))
        text += f"{_without_end(each.sql)}\n)"
        for written in _spellings(each.id, (query, *inner), references):
            text += f",\n\n{_quoted(written)} as (from {_quoted(each.id)})"
    text += "\n\nselect * from (\n"
    origins.append(_origin(query, text))
    return f"{text}{_without_end(query.sql)}\n)", tuple(origins)


def _origin(query: Query, before: str) -> Origin:
    return Origin(len(before.encode()), query.path, query.text, query.sql, query.sql_offset)


def _spellings(id_: str, queries: tuple[Query, ...], references: References) -> Iterator[str]:
    """Other names that the queries use for one."""
    written = (each.written for query in queries for each in references.of.get(query.id, ()) if each.ids == (id_,))
    yield from (name for name in dict.fromkeys(written) if name != id_)


def _without_end(sql: str) -> str:
    """The same text with blanks in place of the semicolons behind the statement."""
    raw = bytearray(sql.encode())
    for position, kind in reversed(duckdb.tokenize(sql)):
        if raw[position] == _SEMICOLON:
            raw[position : position + 1] = b" "
        elif kind != duckdb.token_type.comment:
            break
    return raw.decode()


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
