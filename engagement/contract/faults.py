"""What can be wrong with data/datapackage.json, found all at once.

Works on the file as parsed, before it becomes a `Contract`: a part that is broken is named and passed over,
so that the other parts are still looked at.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from engagement.errors import Fault

TYPES = ("string", "integer", "number", "boolean", "date")
_CONSTRAINTS: Mapping[str, type | tuple[type, ...]] = {
    "required": bool,
    "unique": bool,
    "enum": list,
    "minimum": (int, float, str),
    "maximum": (int, float, str),
    "pattern": str,
}
_FIELD_PROPERTIES: Mapping[str, type] = {
    "name": str,
    "title": str,
    "type": str,
    "description": str,
    "constraints": dict,
    "unit": str,
    "sensitive": bool,
    "derived": bool,
    "place": bool,
    "person": bool,
    "made_up_if_blank": bool,
    "default_from": str,
    "empty_means": str,
    "derived_from": list,
}
_TABLE_PROPERTIES: Mapping[str, type | tuple[type, ...]] = {
    "name": str,
    "title": str,
    "description": str,
    "path": (str, list),
    "schema": dict,
    "people": bool,
    "reference": bool,
    "optional": bool,
    "order": list,
    "required_if": list,
}
_NAME = re.compile(r"[a-z][a-z0-9_]*")


def find_faults(package: Any, path: Path) -> list[Fault]:
    """Every fault of a parsed contract; `path` is only for saying where."""
    resources = package.get("resources") if isinstance(package, dict) else None
    if not isinstance(resources, list) or not resources:
        fix = 'Write {"resources": [{"name": …, "path": …, "schema": {"fields": […]}}]}.'
        return [Fault("The contract holds no tables.", str(path), fix, "contract-tables")]
    fields = {
        resource["name"]: _fields_by_name(resource)
        for resource in resources
        if isinstance(resource, dict) and isinstance(resource.get("name"), str)
    }
    faults = list(_repeated([_name_of(resource) for resource in resources], "table", str(path)))
    for number, resource in enumerate(resources):
        where = f"{path}, {_name_of(resource) or f'table {number + 1}'}"
        faults.extend(_table_faults(resource, fields, where))
    return faults


def _table_faults(resource: Any, fields: Mapping[str, Mapping[str, Any]], where: str) -> Iterator[Fault]:
    if not isinstance(resource, dict):
        yield Fault("A table is not an object.", where, 'Write {"name": …}.', "contract-tables")
        return
    wrong = list(
        _property_faults(resource, _TABLE_PROPERTIES, ("name", "title", "description", "path", "schema"), where)
    )
    yield from wrong
    raw = resource.get("schema", {}).get("fields") if isinstance(resource.get("schema"), dict) else None
    if not isinstance(raw, list) or not raw:
        yield Fault("The table has no fields.", where, 'Write "schema": {"fields": […]}.', "contract-fields")
        return
    yield from _repeated([_name_of(each) for each in raw], "field", where)
    for number, each in enumerate(raw):
        yield from _field_faults(each, f"{where}.{_name_of(each) or f'field {number + 1}'}")
    if not wrong:
        yield from _key_faults(resource, fields, where)


def _field_faults(raw: Any, where: str) -> Iterator[Fault]:
    if not isinstance(raw, dict):
        yield Fault("A field is not an object.", where, 'Write {"name": …, "type": …}.', "contract-fields")
        return
    yield from _property_faults(raw, _FIELD_PROPERTIES, ("name", "title", "type", "description"), where)
    type_ = raw.get("type")
    if isinstance(type_, str) and type_ not in TYPES:
        yield Fault(f'There is no type "{type_}".', where, f"Use one of {', '.join(TYPES)}.", "contract-type")
        return
    constraints = raw.get("constraints", {})
    if not isinstance(constraints, dict):
        return
    for name in constraints.keys() - _CONSTRAINTS.keys():
        fix = f"Known: {', '.join(_CONSTRAINTS)}."
        yield Fault(f'There is no constraint "{name}".', where, fix, "contract-constraint")
    wrong = list(_type_faults(constraints, _CONSTRAINTS, where, "contract-constraint"))
    yield from wrong
    if not wrong:
        yield from _constraint_faults(constraints, type_, where)


def _constraint_faults(constraints: Mapping[str, Any], type_: Any, where: str) -> Iterator[Fault]:
    enum = constraints.get("enum")
    if enum is not None and (not enum or type_ != "string" or not all(isinstance(value, str) for value in enum)):
        yield Fault("Allowed values are a list of texts.", where, 'Write "enum": ["a", "b"].', "contract-enum")
    elif enum is not None and len(set(enum)) < len(enum):
        yield Fault("An allowed value stands twice.", where, "Take one away.", "contract-enum")
    pattern = constraints.get("pattern", "")
    try:
        re.compile(pattern)
    except re.error as error:
        yield Fault(f'The pattern "{pattern}" is not readable: {error}.', where, "Mend it.", "contract-pattern")
    if pattern and type_ != "string":
        yield Fault("Only a text has a pattern.", where, "Take it away.", "contract-pattern")
    limits = {name: constraints[name] for name in ("minimum", "maximum") if name in constraints}
    if not all(_is_limit(value, type_) for value in limits.values()):
        fix = "Numbers have numbers as limits, dates have dates such as 1900-01-01, nothing else has limits."
        yield Fault("A limit is not of the field's type.", where, fix, "contract-limit")
    elif len(limits) == 2 and limits["minimum"] > limits["maximum"]:
        yield Fault("The minimum is above the maximum.", where, "Swap them.", "contract-limit")


def _is_limit(value: Any, type_: Any) -> bool:
    if type_ in ("integer", "number"):
        return isinstance(value, int | float) and not isinstance(value, bool)
    if type_ != "date" or not isinstance(value, str):
        return False
    try:
        return bool(date.fromisoformat(value))
    except ValueError:
        return False


def _key_faults(resource: Mapping[str, Any], fields: Mapping[str, Mapping[str, Any]], where: str) -> Iterator[Fault]:
    own = fields[resource["name"]]
    schema = resource["schema"]
    for each in own.values():
        others = [each.get("default_from"), *(each.get("derived_from") or [])]
        yield from _unknown_fields([name for name in others if name], own, f"{where}.{each['name']}")
    yield from _unknown_fields(_names(schema.get("primaryKey", [])), own, f"{where}, primaryKey")
    for key in schema.get("uniqueKeys", []):
        yield from _unknown_fields(_names(key), own, f"{where}, uniqueKeys")
    for pair in resource.get("order", []):
        if not isinstance(pair, list) or len(pair) != 2:
            yield Fault("An order is a pair of fields.", f"{where}, order", 'Write ["start", "end"].', "contract-order")
        else:
            yield from _unknown_fields(pair, own, f"{where}, order")
    for rule in resource.get("required_if", []):
        yield from _condition_faults(rule, own, f"{where}, required_if")
    for key in schema.get("foreignKeys", []):
        yield from _reference_faults(key, resource["name"], fields, f"{where}, foreignKeys")


def _condition_faults(rule: Any, own: Mapping[str, Any], where: str) -> Iterator[Fault]:
    if not isinstance(rule, dict) or "field" not in rule or not rule.keys() & {"when", "unless"}:
        fix = 'Write {"field": "end_date", "when": {"term_type": ["fixed"]}}.'
        yield Fault("A condition names a field and when or unless it is required.", where, fix, "contract-condition")
        return
    conditions = {**rule.get("when", {}), **rule.get("unless", {})}
    yield from _unknown_fields([rule["field"], *conditions], own, where)
    for name, values in conditions.items():
        allowed = own.get(name, {}).get("constraints", {}).get("enum", values)
        for value in values:
            if value not in allowed:
                fix = f"Allowed: {', '.join(allowed)}."
                yield Fault(f'"{value}" is not a value of {name}.', where, fix, "contract-condition")


def _reference_faults(key: Any, own: str, fields: Mapping[str, Mapping[str, Any]], where: str) -> Iterator[Fault]:
    try:
        here, there = _names(key["fields"]), _names(key["reference"]["fields"])
        table = key["reference"]["resource"] or own
    except (KeyError, TypeError):
        fix = 'Write {"fields": ["a"], "reference": {"resource": "table", "fields": ["b"]}}.'
        yield Fault("A reference is not readable.", where, fix, "contract-reference")
        return
    yield from _unknown_fields(here, fields[own], where)
    if table not in fields:
        yield Fault(f'There is no table "{table}".{_nearest(table, fields)}', where, "", "contract-reference")
    else:
        yield from _unknown_fields(there, fields[table], where)
    if len(here) != len(there):
        yield Fault("A reference has as many fields here as there.", where, "", "contract-reference")


def _property_faults(
    raw: Mapping[str, Any], known: Mapping[str, Any], needed: Iterable[str], where: str
) -> Iterator[Fault]:
    for name in needed:
        if not raw.get(name):
            yield Fault(f'"{name}" is missing.', where, f'Write "{name}": ….', "contract-property")
    yield from _type_faults(raw, known, where, "contract-property")
    if isinstance(raw.get("name"), str) and raw["name"] and not _NAME.fullmatch(raw["name"]):
        fix = "Use small letters, digits and _; the name is used in SQL."
        yield Fault(f'"{raw["name"]}" is not a name.', where, fix, "contract-name")
    # The standard allows properties of anyone's own, so only what looks like a slip of the pen is a fault.
    for name in raw.keys() - known.keys():
        if near := difflib.get_close_matches(name, known, n=1, cutoff=0.8):
            yield Fault(f'"{name}" is not known.', where, f'Did you mean "{near[0]}"?', "contract-property")


def _type_faults(raw: Mapping[str, Any], known: Mapping[str, Any], where: str, rule: str) -> Iterator[Fault]:
    for name, wanted in known.items():
        if name in raw and (not isinstance(raw[name], wanted) or (isinstance(raw[name], bool) and wanted is not bool)):
            yield Fault(f'"{name}" is not of the right type.', where, "Compare with its neighbors.", rule)


def _unknown_fields(names: Iterable[str], own: Mapping[str, Any], where: str) -> Iterator[Fault]:
    for name in names:
        if name not in own:
            fix = "Name a field of the table."
            yield Fault(f'There is no field "{name}".{_nearest(name, own)}', where, fix, "contract-reference")


def _repeated(names: list[str], what: str, where: str) -> Iterator[Fault]:
    for name in sorted({name for name in names if name and names.count(name) > 1}):
        yield Fault(f'The {what} "{name}" stands twice.', where, "Rename or remove one.", "contract-twice")


def _nearest(name: str, known: Iterable[str]) -> str:
    near = difflib.get_close_matches(name, list(known), n=1)
    return f' Did you mean "{near[0]}"?' if near else ""


def _fields_by_name(resource: Mapping[str, Any]) -> dict[str, Any]:
    schema = resource.get("schema")
    raw = schema.get("fields") if isinstance(schema, dict) else None
    return {_name_of(each): each for each in raw if _name_of(each)} if isinstance(raw, list) else {}


def _name_of(raw: Any) -> str:
    name = raw.get("name") if isinstance(raw, dict) else None
    return name if isinstance(name, str) else ""


def _names(value: Any) -> list[str]:
    return [value] if isinstance(value, str) else list(value)
