"""python -m engagement run: the protected answer to a query, as a table, CSV, JSON, Parquet or Arrow."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import Any

from engagement.catalog.parameters import parse
from engagement.commands.printing import note, write
from engagement.errors import CallError, Fault
from engagement.export import answer_formats
from engagement.nearest import did_you_mean
from engagement.place import Place
from engagement.query import Parameter, Query
from engagement.settings import load_settings
from engagement.store.history import find
from engagement.warehouse import open_warehouse


def run(arguments: argparse.Namespace) -> int:
    """Print the answer; where it comes from and what is hidden goes to standard error, or into the file."""
    settings = load_settings(data_dir=arguments.data, queries_dir=arguments.queries)
    release = find(settings, arguments.delivery) if arguments.delivery else None
    warehouse = open_warehouse(settings, release=release)
    query = warehouse.catalog.find(arguments.id)
    values = values_of(query, arguments.param)
    if arguments.as_of:
        values["as_of"] = parse(Parameter("--as-of", "DATE"), [arguments.as_of])
    elif release is not None:
        values["as_of"] = settings.as_of or release.as_of or release.loaded_at.date()  # as it was then
    result = warehouse.run(query.id, **values)
    make, remark = answer_formats.FORMATS[arguments.format]
    write(make(result), arguments.out)
    note(remark(result))
    return 0


def values_of(query: Query, pairs: Sequence[str]) -> dict[str, Any]:
    """Return the values behind NAME=VALUE. Strict, unlike a page: a filter that would not count is a mistake here."""
    texts: dict[str, list[str]] = {}
    for pair in pairs:
        name, sign, text = pair.partition("=")
        if not sign:
            raise CallError(
                Fault(f'"{pair}" gives no value.', Place(part="--param"), "Write --param NAME=VALUE.", "param")
            )
        texts.setdefault(name.strip(), []).append(text)
    faults, values = [], {}
    for name, value in texts.items():
        if name not in query.parameters:
            names = ", ".join(query.parameters) or "none"
            what = f'"{query.id}" has no parameter "{name}".{did_you_mean(name, query.parameters)}'
            faults.append(Fault(what, Place(part="--param"), f"It takes: {names}.", "parameter-unknown"))
            continue
        try:
            values[name] = parse(query.parameters[name], value)
        except CallError as error:
            faults += error.faults
    if faults:
        raise CallError(*faults)
    return values
