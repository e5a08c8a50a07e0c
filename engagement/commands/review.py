"""python -m engagement review: marks queries as looked at, for as long as they stay as they are."""

from __future__ import annotations

import argparse
import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from engagement.catalog import Catalog, load_catalog
from engagement.catalog.binding import check_catalog
from engagement.catalog.header import shown_path
from engagement.catalog.parameters import parse
from engagement.commands.printing import note
from engagement.contract import load_contract
from engagement.errors import CallError, Fault, QueryError
from engagement.query import Parameter, Query
from engagement.settings import load_settings

# A top-level key of the header, on a line of its own, with the blanks that line it up.
_LINE = r"^{key}(?P<blanks>[ \t]*)=[ \t]*(?P<value>.*)$"

_TABLE = re.compile(r"^[ \t]*\[\[?[A-Za-z]", re.MULTILINE)


def run(arguments: argparse.Namespace) -> int:
    """Write day, reviewer and a hash of what is asked into the header; a query at fault is not marked."""
    if not arguments.reviewer.strip() or not arguments.reviewer.isprintable():
        raise CallError(Fault("A review has a reviewer.", "--reviewer", 'Write --reviewer "A. Name".', "reviewer"))
    day = parse(Parameter("--date", "DATE"), [arguments.date]) if arguments.date else date.today()
    settings = load_settings(data_dir=arguments.data, queries_dir=arguments.queries)
    catalog = load_catalog(settings.queries_dir, load_contract(settings.contract_path))
    faults = check_catalog(catalog)
    queries = [_sound(catalog, id_, faults) for id_ in arguments.id]
    for query in queries:
        text = marked(query, day, arguments.reviewer.strip())
        query.path.write_text(text, encoding="utf-8", newline="\n")
        print(f"{query.id}: reviewed on {day} by {arguments.reviewer.strip()}")
    note("It holds until the SQL or its parameters change.")
    return 0


def marked(query: Query, day: date, reviewer: str) -> str:
    """The file's text with the review in its header; keys that are there keep their place."""
    quoted = '"' + reviewer.replace("\\", "\\\\").replace('"', '\\"') + '"'
    values = {"reviewed": day.isoformat(), "reviewer": quoted, "reviewed_content": f'"{query.content}"'}
    # only above the first [table] are keys the header's own: [columns] may well name an "owner"
    first = _TABLE.search(query.text)
    end = first.start() if first and first.start() < query.sql_offset else query.sql_offset
    return _with_values(query.text[:end], values) + query.text[end:]


def _with_values(header: str, values: Mapping[str, str]) -> str:
    last = "owner"
    for key, value in values.items():
        there = re.search(_LINE.format(key=key), header, re.MULTILINE)
        before = there or re.search(_LINE.format(key=last), header, re.MULTILINE)
        if before is None:
            raise ValueError(f"the header has no line for {last}")
        width = len(key if there else last) + len(before["blanks"])
        line = f"{key.ljust(width) if len(key) < width else f'{key} '}= {value}"
        start = before.start() if there else before.end()
        header = header[:start] + ("" if there else "\n") + line + header[before.end() :]
        last = key
    return header


def _sound(catalog: Catalog, id_: str, faults: Mapping[Path, tuple[Fault, ...]]) -> Query:
    query = catalog.find(id_)
    if query.path in faults:
        raise QueryError(*faults[query.path])
    if not re.search(_LINE.format(key="owner"), query.text, re.MULTILINE):
        fix = 'Write owner = "…" on a line of its own.'
        raise QueryError(Fault("The review finds no place in this header.", shown_path(query.path), fix, "header-toml"))
    return query
