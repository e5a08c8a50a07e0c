"""A table of one's own, drafted from a file: a resource of the contract, and the mapping that fills it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from engagement.ingest.check.places import fold
from engagement.ingest.map.day_forms import ISO, date_formats, is_day
from engagement.ingest.map.draft import delivered_cells
from engagement.ingest.map.evidence import Resolve
from engagement.ingest.read.delivery import ReadOptions
from engagement.ingest.read.survey import survey
from engagement.quoting import toml_text

_INTEGER = re.compile(r"[-+]?(0|[1-9]\d{0,17})")
_NUMBER = re.compile(r"[-+]?\d+\.\d+|" + _INTEGER.pattern)


@dataclass(frozen=True)
class OwnTable:
    """`resource`: the table as JSON, for data/contract/. `mapping`: TOML for data/mappings/."""

    name: str
    resource: str
    mapping: str


def draft_table(path: Path, name: str, *, is_people: bool, key: str, resolve: Resolve) -> OwnTable:
    """Draft a table for a file, every column of it, with the type that all of its cells have.

    Args:
        path: an export.
        name: of the table.
        is_people: whether its rows are people, who stay with the records.
        key: the header that tells one person from another; "" where there is none.
        resolve: gives the country or place that is called so.

    Raises:
        DeliveryError: the file cannot be read.
    """
    cells = delivered_cells(survey(path, ReadOptions()))
    names = _names(cells)
    fields = [_field(names[header], header, column, header == key, resolve) for header, column in cells.items()]
    resource = {
        "name": name,
        "title": name.replace("_", " ").capitalize(),
        "description": f"As in {path.name}.",
        "path": f"exports/{path.name}",
        "optional": True,
        "people": is_people,
        "schema": {"fields": fields},
    }
    text = json.dumps(resource, ensure_ascii=False, indent=2) + "\n"
    return OwnTable(name, text, "\n".join(_mapping(path, name, names, fields, cells)) + "\n")


def own_name(text: str) -> str:
    """Return a name for a table or column: lowercase letters and digits, `_` between words, a letter first."""
    plain = re.sub("[^a-z0-9]+", "_", fold(text)).strip("_")
    return plain if re.match("[a-z]", plain) else f"column_{plain}".rstrip("_")


def _names(headers: Mapping[str, object]) -> dict[str, str]:
    names: dict[str, str] = {}
    for header in headers:
        name, number = own_name(header), 2
        while name in names.values():
            name, number = f"{own_name(header)}_{number}", number + 1
        names[header] = name
    return names


def _field(name: str, header: str, cells: Sequence[str], is_key: bool, resolve: Resolve) -> dict[str, Any]:
    field: dict[str, Any] = {"name": name, "title": header, "type": "string", "description": f'"{header}" as delivered'}
    if is_key:
        return field | {"person": True, "sensitive": True, "constraints": {"required": True}}
    if not cells:
        return field
    if all(map(_INTEGER.fullmatch, cells)):
        return field | {"type": "integer"}
    if all(map(_NUMBER.fullmatch, cells)):
        return field | {"type": "number"}
    if _are_dates(cells):
        return field | {"type": "date"}
    if all(resolve(cell) for cell in set(cells)):
        return field | {"place": True, "unit": "iso3", "constraints": {"pattern": "[A-Z]{3}"}}
    return field


def _are_dates(cells: Sequence[str]) -> bool:
    """Return whether every cell is a date, and it is clear which of day and month comes first."""
    formats, is_clear = date_formats(cells)
    return is_clear and all(any(is_day(cell, form) for form in (ISO, *formats)) for cell in cells)


def _mapping(
    path: Path,
    name: str,
    names: Mapping[str, str],
    fields: Sequence[Mapping[str, Any]],
    cells: Mapping[str, Sequence[str]],
) -> Iterator[str]:
    yield f"table = {toml_text(name)}"
    yield f"files = [{toml_text(path.name)}]"
    yield from ["", "[columns]"]
    yield from (f"{ours} = {toml_text(header)}" for header, ours in names.items())
    dates = [field for field in fields if field["type"] == "date"]
    formats = {field["name"]: date_formats(cells[field["title"]])[0] for field in dates}
    if any(formats.values()):
        yield from ["", "[dates]"]
        yield from (f"{ours} = [{', '.join(map(toml_text, forms))}]" for ours, forms in formats.items() if forms)
