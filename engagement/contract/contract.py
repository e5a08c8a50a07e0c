"""The contract, data/datapackage.json: tables, fields, keys.

The file is a Frictionless Data Package with Table Schemas, so other tools read it too.
What the standard has no word for stands beside it as properties of our own (docs/data-model.md).
All faults of the file are collected and raised at once.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from engagement.contract.faults import find_faults
from engagement.errors import ContractError, Fault
from engagement.place import Place

DUCKDB_TYPES: Mapping[str, str] = MappingProxyType(
    {"string": "VARCHAR", "integer": "INTEGER", "number": "DOUBLE", "boolean": "BOOLEAN", "date": "DATE"}
)

Values = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Field:
    """One column. `type` is a Table Schema type; `minimum` and `maximum` are of that type.

    is_derived: worked out by us, never read from an export.
    derived_from: fields that give the value where they are filled; otherwise it is read, unless `is_derived`.
    default_from: field whose value is taken where this one is empty.
    counts_people: it is a number of people, and passes the gate like every other.
    empty_means: what an empty cell says, such as "all"; a row with a text that cannot be used is then rejected.
    is_generated_if_blank: a blank value is replaced by one of ours and reported, though the field is required.
    """

    name: str
    type: str
    title: str
    description: str
    required: bool = False
    unique: bool = False
    enum: tuple[str, ...] = ()
    minimum: float | date | None = None
    maximum: float | date | None = None
    pattern: str = ""
    unit: str = ""
    sensitive: bool = False
    is_derived: bool = False
    is_place: bool = False
    is_person: bool = False
    is_generated_if_blank: bool = False
    counts_people: bool = False
    default_from: str = ""
    empty_means: str = ""
    derived_from: tuple[str, ...] = ()

    @property
    def duckdb_type(self) -> str:
        """The DuckDB type that holds the field: VARCHAR, INTEGER, DOUBLE, BOOLEAN or DATE."""
        return DUCKDB_TYPES[self.type]


@dataclass(frozen=True)
class ForeignKey:
    """`fields` hold values of `referenced`, fields of `table`. Checked only where that table is present."""

    fields: tuple[str, ...]
    table: str
    referenced: tuple[str, ...]


@dataclass(frozen=True)
class RequiredIf:
    """`field` is required in rows where every field of `when` has one of its values and none of `unless` has."""

    field: str
    when: Values
    unless: Values


@dataclass(frozen=True)
class Table:
    """One table: `fields` in the order of the contract; `paths` relative to the data folder.

    order: pairs of fields; the first is not greater than the second where both are filled.
    unique_keys: sets of fields that no two rows share; here, unlike in SQL, empty equals empty.
    """

    name: str
    title: str
    description: str
    fields: tuple[Field, ...]
    primary_key: tuple[str, ...] = ()
    unique_keys: tuple[tuple[str, ...], ...] = ()
    foreign_keys: tuple[ForeignKey, ...] = ()
    order: tuple[tuple[str, str], ...] = ()
    required_if: tuple[RequiredIf, ...] = ()
    is_people: bool = False
    is_reference: bool = False
    is_optional: bool = True
    paths: tuple[str, ...] = ()

    @property
    def read_fields(self) -> tuple[Field, ...]:
        """The fields that an export may hold: all but the derived ones."""
        return tuple(field for field in self.fields if not field.is_derived)

    def field(self, name: str) -> Field:
        """Return the field of that name; KeyError where there is none."""
        return {field.name: field for field in self.fields}[name]


@dataclass(frozen=True)
class Contract:
    """Every table by name, in the order of the file."""

    tables: Mapping[str, Table]

    def __iter__(self) -> Iterator[Table]:
        return iter(self.tables.values())

    @property
    def delivered(self) -> tuple[Table, ...]:
        """The tables that come from the offices' exports."""
        return tuple(table for table in self if not table.is_reference)

    @property
    def reference(self) -> tuple[Table, ...]:
        """The tables that come from the folder of reference tables."""
        return tuple(table for table in self if table.is_reference)

    @property
    def people_tables(self) -> frozenset[str]:
        """Names of the tables whose rows are people: what is counted of them passes the gate."""
        return frozenset(table.name for table in self if table.is_people)


def load_contract(path: Path, own_tables: Path | None = None) -> Contract:
    """Read the contract.

    Args:
        path: the contract.
        own_tables: a folder with tables of the institution's own, a file each, which come after the contract's.

    Raises:
        ContractError: every fault of the file, or of the institution's own tables, at once.
    """
    own_files = sorted(own_tables.glob("*.json")) if own_tables else []
    return _contract(path, _text(path), tuple((file, _text(file)) for file in own_files))


@lru_cache(maxsize=1)
def _contract(path: Path, text: str, own: tuple[tuple[Path, str], ...]) -> Contract:
    """Check the texts once; whoever loads the same contract again gets the same object."""
    package = _parsed(text, path)
    faults = find_faults(package, path)
    if not faults and own:
        package = {"resources": [*package["resources"], *(_parsed(table, file) for file, table in own)]}
        faults = find_faults(package, own[0][0].parent)
    if faults:
        raise ContractError(*faults)
    tables = (_table(resource) for resource in package["resources"])
    return Contract(MappingProxyType({table.name: table for table in tables}))


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise _unreadable(error, path) from error


def _parsed(text: str, path: Path) -> Any:
    try:
        return json.loads(text, parse_constant=_refuse_constant)
    except (ValueError, RecursionError) as error:
        raise _unreadable(error, path) from error


def _unreadable(error: Exception, path: Path) -> ContractError:
    fix = (
        "Mend the file; of the contract, take the shipped data/datapackage.json, or draft a table anew with new-table."
    )
    return ContractError(Fault(f"The contract cannot be read: {error}", Place.of(path), fix, "contract-json"))


def _refuse_constant(name: str) -> None:
    # NaN and Infinity, which Python reads, and JSON does not have
    raise ValueError(f"{name} is no number.")


def _table(resource: Mapping[str, Any]) -> Table:
    schema = resource["schema"]
    path = resource["path"]
    return Table(
        name=resource["name"],
        title=resource["title"],
        description=resource["description"],
        fields=tuple(_field(raw_field) for raw_field in schema["fields"]),
        primary_key=_names(schema.get("primaryKey", ())),
        unique_keys=tuple(_names(key) for key in schema.get("uniqueKeys", ())),
        foreign_keys=tuple(_foreign_key(key, resource["name"]) for key in schema.get("foreignKeys", ())),
        order=tuple((first, second) for first, second in resource.get("order", ())),
        required_if=tuple(
            RequiredIf(rule["field"], _values(rule.get("when", {})), _values(rule.get("unless", {})))
            for rule in resource.get("required_if", ())
        ),
        is_people=resource.get("people", False),
        is_reference=resource.get("reference", False),
        is_optional=resource.get("optional", False),
        paths=(path,) if isinstance(path, str) else tuple(path),
    )


def _field(raw: Mapping[str, Any]) -> Field:
    limits = raw.get("constraints", {})
    return Field(
        name=raw["name"],
        type=raw["type"],
        title=raw["title"],
        description=raw["description"],
        required=limits.get("required", False),
        unique=limits.get("unique", False),
        enum=tuple(limits.get("enum", ())),
        minimum=_limit(limits.get("minimum"), raw["type"]),
        maximum=_limit(limits.get("maximum"), raw["type"]),
        pattern=limits.get("pattern", ""),
        unit=raw.get("unit", ""),
        sensitive=raw.get("sensitive", False),
        is_derived=raw.get("derived", False),
        is_place=raw.get("place", False),
        is_person=raw.get("person", False),
        is_generated_if_blank=raw.get("generated_if_blank", False),
        counts_people=raw.get("counts_people", False),
        default_from=raw.get("default_from", ""),
        empty_means=raw.get("empty_means", ""),
        derived_from=tuple(raw.get("derived_from", ())),
    )


def _foreign_key(raw: Mapping[str, Any], own: str) -> ForeignKey:
    # Table Schema names a table itself by the empty string.
    reference = raw["reference"]
    return ForeignKey(_names(raw["fields"]), reference["resource"] or own, _names(reference["fields"]))


def _limit(value: Any, type_: str) -> float | date | None:
    return date.fromisoformat(value) if type_ == "date" and value is not None else value


def _names(value: Any) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)


def _values(raw: Mapping[str, list[str]]) -> Values:
    return MappingProxyType({name: tuple(values) for name, values in raw.items()})
