"""The keys of a header as JSON Schema, for editors, generators and assistants; the check stays the judge."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from engagement.catalog import header_keys as keys
from engagement.catalog.parameters import TYPES
from engagement.query import CHART_KINDS, PAGES, UNITS
from engagement.query import SECTIONS as OF_PAGES

_TEXT = {"type": "string", "pattern": r"\S"}
_WHOLE = {"type": "integer"}
_SHAPES: Mapping[str, Mapping[str, Any]] = {
    keys.TEXT: _TEXT,
    keys.TEXTS: {"type": "array", "items": _TEXT},
    keys.TEXT_OR_TEXTS: {"anyOf": [_TEXT, {"type": "array", "items": _TEXT, "minItems": 1}]},
    keys.FLAG: {"type": "boolean"},
    keys.WHOLE: _WHOLE,
    keys.WHOLES: {"anyOf": [_WHOLE, {"type": "array", "items": _WHOLE, "minItems": 1}]},
    keys.NUMBER: {"type": "number"},
    keys.NUMBERS: {"type": "array", "items": {"type": "number"}},
    keys.TABLE: {"type": "object"},
    keys.TABLES: {"type": "array", "items": {"type": "object"}},
    keys.ROWS: {
        "anyOf": [{"type": "integer", "minimum": 0}, {"type": "string", "pattern": r"^\s*\d*\s*\.\.\s*\d*\s*$"}]
    },
    keys.VALUES: {"type": "array", "items": {"type": "object", "minProperties": 1}, "minItems": 1},
    keys.ANY: {},
}
_UNIT = {"anyOf": [{"enum": list(UNITS)}, {"type": "string", "pattern": "^[A-Z]{3}$"}]}


def schema_of(kind: str) -> dict[str, Any]:
    """Return the JSON Schema of the headers of one kind of file.

    Args:
        kind: "query", "model", "macro" or "metrics".
    """
    top = _table(keys.TOP[kind], keys.required_of(kind))
    parts = top["properties"]
    for name, section in keys.SECTIONS.items():
        if name in parts:
            parts[name] = _table(section, keys.REQUIRED.get((name,), ()))
    if "columns" in parts:
        column = _table(keys.COLUMN, ())
        column["properties"]["unit"] = _UNIT
        parts["columns"] = {"type": "object", "additionalProperties": column}
    if "parameters" in parts:
        parameter = _table(keys.PARAMETER, ("type",))
        parts["parameters"] = {
            "type": "object",
            "additionalProperties": {"anyOf": [_TEXT, parameter]},
            "description": f"Types are {', '.join(TYPES)}; [] behind one makes a list.",
        }
    if "expect" in parts:
        parts["expect"] = {"type": "array", "items": _table(keys.EXPECT, ())}
    if "page" in parts:
        parts["page"] = {"enum": list(PAGES)}
        parts["section"] = {"enum": sorted({title for titles in OF_PAGES.values() for title in titles})}
        parts["chart"]["properties"]["kind"] = {"enum": list(CHART_KINDS)}
    title = f"The header of a {kind} file"
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": title, **top}


def _table(known: keys.Keys, required: Iterable[str]) -> dict[str, Any]:
    properties = {name: dict(_SHAPES[shape]) for name, shape in known.items()}
    table: dict[str, Any] = {"type": "object", "properties": properties, "additionalProperties": False}
    return table | ({"required": list(required)} if required else {})
