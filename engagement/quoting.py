"""Names and texts put into SQL and TOML safely. Whatever is put together of either goes through these."""

from __future__ import annotations

import json


def identifier(name: str) -> str:
    """Return a table's or column's name as SQL: quotes in it are doubled, so any header is a safe name."""
    return '"' + name.replace('"', '""') + '"'


def literal(text: str) -> str:
    """Return a text as SQL: apostrophes in it are doubled; a backslash means nothing to DuckDB and stays."""
    return "'" + text.replace("'", "''") + "'"


def toml_text(text: str) -> str:
    """Return a text as TOML."""
    # TOML's basic strings escape what JSON's do, and the delete character besides.
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
