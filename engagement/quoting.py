"""Names and texts put into SQL safely. Every piece of SQL that is put together goes through these two."""

from __future__ import annotations


def identifier(name: str) -> str:
    """Return a table's or column's name as SQL: quotes in it are doubled, so any header is a safe name."""
    return '"' + name.replace('"', '""') + '"'


def literal(text: str) -> str:
    """Return a text as SQL: apostrophes in it are doubled; a backslash means nothing to DuckDB and stays."""
    return "'" + text.replace("'", "''") + "'"
