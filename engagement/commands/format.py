"""python -m engagement format: lay out the SQL of queries in the project's style; what is asked stays the same."""

from __future__ import annotations

import argparse
import json
import re
from pathlib import Path

import duckdb

from engagement.catalog.header import read_header, read_text
from engagement.commands.printing import note
from engagement.errors import CallError, EngagementError, Fault, InputError
from engagement.place import NOWHERE, Place, shown_path
from engagement.settings import ROOT, load_settings


def run(arguments: argparse.Namespace) -> int:
    """Write the files that are laid out otherwise; with --check only name them, and 1 where there are any."""
    try:
        import sqlfluff
        from sqlfluff.core import FluffConfig
        from sqlfluff.core.errors import SQLBaseError
    except ModuleNotFoundError as error:
        fix = "python -m pip install -r requirements-dev.txt"
        raise InputError(Fault("This command needs sqlfluff.", NOWHERE, fix, "format-sqlfluff")) from error
    settings = load_settings(data_dir=arguments.data, queries_dir=arguments.queries)
    files = arguments.files or sorted(settings.queries_dir.rglob("*.sql"))
    changed = 0
    for path in files:
        if not path.is_file():
            raise CallError(Fault("There is no such file.", Place.of(path), "Name files of queries.", "format-file"))
        try:
            text = read_text(path)
            before = read_header(text, path)
            laid_out = sqlfluff.fix(text, config=FluffConfig.from_path(str(_style_of(path))))
            is_same = _asked(before.sql) == _asked(read_header(laid_out, path).sql)
        except (EngagementError, duckdb.Error, SQLBaseError):
            note(f"{shown_path(path)} is left as it is: python -m engagement check says what is wrong with it.")
            continue
        if not is_same or read_header(laid_out, path).values != before.values:
            note(f"{shown_path(path)} is left as it is: laid out, it would ask something else.")
        elif laid_out != text:
            changed += 1
            print(shown_path(path))
            if not arguments.check:
                path.write_text(laid_out, encoding="utf-8")
    note(f"{changed or 'No'} file{'' if changed == 1 else 's'} {'to lay out' if arguments.check else 'laid out'}.")
    return 1 if changed and arguments.check else 0


def _style_of(path: Path) -> Path:
    """Return a folder whose style a file has: macros have rules of their own, wherever the folder of queries is."""
    return ROOT / "queries" / ("macros" if path.parent.name == "macros" else "")


def _asked(sql: str) -> object:
    """Return what DuckDB reads in the SQL, without where it stands and how it is spelled."""
    with duckdb.connect() as connection:
        ((text,),) = connection.execute("select json_serialize_sql($sql::varchar)", {"sql": sql}).fetchall()
    tree = json.loads(text)
    if tree.get("error"):
        raise duckdb.ParserException(tree.get("error_message", ""))
    return json.loads(re.sub(r'"query_location":\d+', '"query_location":0', text).lower())
