"""What can be wrong with data/datapackage.json, found all at once: its shape first, then what it means.

A table whose shape is broken is named and skipped, so that the other tables are still checked.
"""

from __future__ import annotations

import difflib
import math
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from engagement.contract.shape import name_of, shape_faults, slips
from engagement.errors import Fault
from engagement.place import Place

_LARGEST_LIMIT = 10**18

Fields = Mapping[str, Mapping[str, Any]]


def find_faults(package: Any, path: Path) -> list[Fault]:
    """Return every fault of a parsed contract; `path` is only for saying where."""
    numbered = list(shape_faults(package, path))
    faults = [fault for _, fault in numbered]
    broken = {number for number, _ in numbered}
    if None in broken:
        return faults
    resources = package["resources"]
    faults += _repeated([name_of(resource) for resource in resources], "table", Place.of(path))
    sound = [resource for number, resource in enumerate(resources) if number not in broken]
    tables = {table["name"]: {field["name"]: field for field in table["schema"]["fields"]} for table in sound}
    passed_over = {name_of(resources[number]) for number in broken if number is not None}
    for resource in sound:
        where = Place.of(path, part=resource["name"])
        faults += slips(resource, "table", where)
        faults += _repeated([field["name"] for field in resource["schema"]["fields"]], "field", where)
        for field in resource["schema"]["fields"]:
            faults += _field_faults(field, where.within(field["name"], after="."))
        faults += _key_faults(resource, tables, passed_over, where)
    return faults


def _field_faults(field: Mapping[str, Any], where: Place) -> Iterator[Fault]:
    yield from slips(field, "field", where)
    constraints, type_ = field.get("constraints", {}), field["type"]
    if "enum" in constraints and type_ != "string":
        yield Fault("Only a text has a list of allowed values.", where, "Take it away.", "contract-enum")
    pattern = constraints.get("pattern", "")
    try:
        re.compile(pattern)
    except (re.error, OverflowError, RecursionError) as error:
        yield Fault(f'The pattern "{pattern}" is not readable: {error}.', where, "Mend it.", "contract-pattern")
    if pattern and type_ != "string":
        yield Fault("Only a text has a pattern.", where, "Take it away.", "contract-pattern")
    limits = {name: constraints[name] for name in ("minimum", "maximum") if name in constraints}
    if not all(_is_limit(value, type_) for value in limits.values()):
        fix = "Numbers have numbers as limits, dates have dates such as 1900-01-01, nothing else has limits."
        yield Fault("A limit is not of the field's type.", where, fix, "contract-limit")
    elif len(limits) == 2 and limits["minimum"] > limits["maximum"]:
        yield Fault("The minimum is above the maximum.", where, "Swap them.", "contract-limit")


def _is_limit(value: Any, type_: str) -> bool:
    if type_ in ("integer", "number"):
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        return is_number and abs(value) <= _LARGEST_LIMIT and math.isfinite(value)
    if type_ != "date" or not isinstance(value, str):
        return False
    try:
        return bool(date.fromisoformat(value))
    except ValueError:
        return False


def _key_faults(
    resource: Mapping[str, Any], tables: Mapping[str, Fields], passed_over: set[str], where: Place
) -> Iterator[Fault]:
    own = tables[resource["name"]]
    schema = resource["schema"]
    for field in own.values():
        others = [field.get("default_from", ""), *field.get("derived_from", [])]
        yield from _unknown_fields([name for name in others if name], own, where.within(field["name"], after="."))
    yield from _unknown_fields(_names(schema.get("primaryKey", [])), own, where.within("primaryKey"))
    for key in schema.get("uniqueKeys", []):
        yield from _unknown_fields(_names(key), own, where.within("uniqueKeys"))
    for pair in resource.get("order", []):
        yield from _unknown_fields(pair, own, where.within("order"))
    for rule in resource.get("required_if", []):
        yield from _condition_faults(rule, own, where.within("required_if"))
    for key in schema.get("foreignKeys", []):
        if key["reference"]["resource"] not in passed_over:
            yield from _reference_faults(key, resource["name"], tables, where.within("foreignKeys"))


def _condition_faults(rule: Mapping[str, Any], own: Fields, where: Place) -> Iterator[Fault]:
    conditions = [*rule.get("when", {}).items(), *rule.get("unless", {}).items()]
    yield from _unknown_fields([rule["field"], *(name for name, _ in conditions)], own, where)
    for name, values in conditions:
        allowed = own.get(name, {}).get("constraints", {}).get("enum", values)
        for value in values:
            if value not in allowed:
                fix = f"Allowed: {', '.join(allowed)}."
                yield Fault(f'"{value}" is not a value of {name}.', where, fix, "contract-condition")


def _reference_faults(key: Mapping[str, Any], own: str, tables: Mapping[str, Fields], where: Place) -> Iterator[Fault]:
    own_names, referenced_names = _names(key["fields"]), _names(key["reference"]["fields"])
    table = key["reference"]["resource"] or own
    yield from _unknown_fields(own_names, tables[own], where)
    if table not in tables:
        yield Fault(f'There is no table "{table}".{_nearest(table, tables)}', where, "", "contract-reference")
    else:
        yield from _unknown_fields(referenced_names, tables[table], where)
    if len(own_names) != len(referenced_names):
        yield Fault("A reference has as many fields here as there.", where, "", "contract-reference")


def _unknown_fields(names: Iterable[str], own: Fields, where: Place) -> Iterator[Fault]:
    for name in names:
        if name not in own:
            fix = "Name a field of the table."
            yield Fault(f'There is no field "{name}".{_nearest(name, own)}', where, fix, "contract-reference")


def _repeated(names: list[str], what: str, where: Place) -> Iterator[Fault]:
    for name in sorted({name for name in names if name and names.count(name) > 1}):
        yield Fault(f'The {what} "{name}" stands twice.', where, "Rename or remove one.", "contract-twice")


def _nearest(name: str, known: Iterable[str]) -> str:
    near = difflib.get_close_matches(name, list(known), n=1)
    return f' Did you mean "{near[0]}"?' if near else ""


def _names(value: Any) -> list[str]:
    return [value] if isinstance(value, str) else list(value)
