"""Whether data/datapackage.json has the shape that shape.json asks for: what stands where, and of which type."""

from __future__ import annotations

import difflib
import json
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator

from engagement.errors import Fault
from engagement.place import Place

_LONGEST_MESSAGE = 200
_FIXES: Mapping[str, str] = {
    "contract-tables": 'Write {"resources": [{"name": …, "path": …, "schema": {"fields": […]}}]}.',
    "contract-fields": 'Write "schema": {"fields": [{"name": …, "type": …}]}.',
    "contract-type": "Use one of string, integer, number, boolean, date.",
    "contract-constraint": "Known: required, unique, enum, minimum, maximum, pattern. Compare with its neighbors.",
    "contract-enum": 'Write "enum": ["a", "b"], each value once.',
    "contract-name": "Use small letters, digits and _; the name is used in SQL.",
    "contract-order": 'Write ["start", "end"].',
    "contract-condition": 'Write {"field": "end_date", "when": {"term_type": ["fixed"]}}.',
    "contract-reference": 'Write {"fields": ["a"], "reference": {"resource": "table", "fields": ["b"]}}.',
    "contract-property": "Compare with its neighbors.",
}


def shape_faults(package: Any, path: Path) -> Iterator[tuple[int | None, Fault]]:
    """Yield every fault of the shape, with the number of the table it is in; None where it is in none.

    Args:
        package: the file as parsed.
        path: only for saying where.
    """
    for error in sorted(_validator().iter_errors(package), key=lambda error: list(map(str, error.absolute_path))):
        steps = list(error.absolute_path)
        rule = _rule(steps, str(error.validator))
        message = error.message
        if len(message) > _LONGEST_MESSAGE:
            message = f"This {error.validator} does not hold: {error.validator_value}"[:_LONGEST_MESSAGE]
        what = f"{'/'.join(map(str, steps[-2:])) or 'The file'}: {message}."
        number = steps[1] if len(steps) > 1 and isinstance(steps[1], int) else None
        yield number, Fault(what, _where(package, steps, path), _FIXES[rule], rule)


def slips(raw: Mapping[str, Any], of: str, where: Place) -> Iterator[Fault]:
    """Yield a fault for each property that looks like a typo; the standard allows additional properties.

    Args:
        raw: a table or a field.
        of: "table" or "field".
        where: for the fault.
    """
    known = list(_schema()["$defs"][of]["properties"])
    for name in raw.keys() - set(known):
        if near := difflib.get_close_matches(name, known, n=1, cutoff=0.8):
            yield Fault(f'"{name}" is not known.', where, f'Did you mean "{near[0]}"?', "contract-property")


@cache
def _schema() -> Any:
    return json.loads(Path(__file__).with_suffix(".json").read_text(encoding="utf-8"))


@cache
def _validator() -> Draft202012Validator:
    return Draft202012Validator(_with_definitions(_schema()))


def _with_definitions(part: Any) -> Any:
    """Put each definition where the schema refers to it: jsonschema would look it up again for every value."""
    if isinstance(part, list):
        return [_with_definitions(item) for item in part]
    if not isinstance(part, dict):
        return part
    own = {name: _with_definitions(item) for name, item in part.items() if name not in ("$ref", "$defs")}
    if "$ref" not in part:
        return own
    return _with_definitions(_schema()["$defs"][part["$ref"].removeprefix("#/$defs/")]) | own


def _rule(steps: Sequence[str | int], validator: str) -> str:
    if len(steps) < 3:
        missing_fields = len(steps) == 2 and validator == "type"
        return "contract-tables" if len(steps) < 2 or missing_fields else "contract-property"
    for name in ("order", "required_if"):
        if steps[2] == name:
            return {"order": "contract-order", "required_if": "contract-condition"}[name]
    if "foreignKeys" in steps[3:4]:
        return "contract-reference"
    if "constraints" in steps:
        return "contract-enum" if "enum" in steps else "contract-constraint"
    is_list_of_fields = steps[2:4] == ["schema", "fields"] and len(steps) < 6 and validator != "required"
    if is_list_of_fields or steps[2:] == ["schema"]:
        return "contract-fields"
    if steps[-1] == "type" and validator == "enum":
        return "contract-type"
    return "contract-name" if validator == "pattern" else "contract-property"


def _where(package: Any, steps: Sequence[str | int], path: Path) -> Place:
    """Return the file, the table and its field, or its part such as `foreignKeys`."""
    if len(steps) < 2:
        return Place.of(path)
    table = package["resources"][steps[1]]
    where = Place.of(path, part=name_of(table) or f"table {int(steps[1]) + 1}")
    if steps[2:4] == ["schema", "fields"] and len(steps) > 4:
        field = table["schema"]["fields"][steps[4]]
        return where.within(name_of(field) or f"field {int(steps[4]) + 1}", after=".")
    part = steps[3] if steps[2:3] == ["schema"] and len(steps) > 3 else next(iter(steps[2:3]), "")
    return where if part in ("", "schema", "fields") else where.within(str(part))


def name_of(raw: Any) -> str:
    """Return the name of a table or field as far as it has one."""
    name = raw.get("name") if isinstance(raw, dict) else None
    return name if isinstance(name, str) else ""
