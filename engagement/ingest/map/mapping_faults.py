"""What can be wrong with a mapping file, found all at once, before any export is looked at."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any

import duckdb

from engagement.contract import Contract, Table
from engagement.errors import Fault
from engagement.ingest.check.canonical import EXCEL
from engagement.ingest.map.expressions import refused_in
from engagement.ingest.map.read_faults import all_text, known_names, read_faults
from engagement.nearest import did_you_mean
from engagement.place import Place

GIVERS = ("columns", "expressions", "constants")
# What a mapping may state on a line of its own, and which values it may have.
RULES: Mapping[str, tuple[Any, ...]] = MappingProxyType(
    {
        "when_repeated": ("newest", "first", "refuse"),
        "year_named_by": ("starts", "ends"),
        "zero_pad": tuple(range(1, 33)),
        "ignore_case": (True, False),
    }
)
# Keys outside the sections.
LINES = ("where", "newest_by", "sum")
SECTIONS = ("table", "files", *LINES, *RULES, "read", *GIVERS, "lookups", "values", "dates", "split", "unpivot")
_FIX_EXPRESSION = "Mend the expression: docs/mapping-an-export.md shows some."


def find_faults(raw: Mapping[str, Any], contract: Contract, where: Place) -> list[Fault]:
    """Find every fault of a parsed mapping; `where` is its name."""
    faults = list(_shape_faults(raw, where))
    if not faults:
        faults = [*read_faults(raw.get("read", {}), where), *_table_faults(raw, contract, where)]
    return faults


def as_text(value: Any) -> str:
    """Return a value of a mapping as text; true and false as we write them."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def _shape_faults(raw: Mapping[str, Any], where: Place) -> Iterator[Fault]:
    """Check that every section is there and of its kind; what stands in the sections is looked at after."""
    for name, value in raw.items():
        if name not in SECTIONS:
            fix = did_you_mean(name, SECTIONS).strip() or known_names(SECTIONS)
            yield Fault(f'There is no section "{name}".', where, fix, "mapping-section")
        elif name in RULES and (value not in RULES[name] or type(value) is not type(RULES[name][0])):
            allowed = "a number from 1 to 32" if name == "zero_pad" else " or ".join(map(_written, RULES[name]))
            yield Fault(f"{name} cannot be {_written(value)}.", where, f"Write {allowed}.", "mapping-rule")
        elif name not in ("table", "files", *LINES, *RULES) and not isinstance(value, dict):
            yield Fault(f'"{name}" is a section.', where, f"Write [{name}] on a line of its own.", "mapping-section")
    if not isinstance(raw.get("table"), str):
        fix = 'Write table = "partnerships".'
        yield Fault("The mapping does not say for which table it is.", where, fix, "mapping-table")
    files = raw.get("files")
    if not files or not (isinstance(files, str) or (isinstance(files, list) and all_text(files))):
        fix = 'Write files = ["name*.csv"].'
        yield Fault("The mapping does not say for which files it is.", where, fix, "mapping-files")
    for section in GIVERS:
        for name, value in (raw.get(section) or {}).items() if isinstance(raw.get(section, {}), dict) else ():
            if not isinstance(value, str) and not (section == "constants" and isinstance(value, int | float)):
                fix = f'Write {name} = "…".'
                yield Fault(f'"{name}" is not a text.', where.within(f"[{section}]"), fix, "mapping-type")
    unpivot = raw.get("unpivot")
    if isinstance(unpivot, dict) and (set(unpivot) != {"columns"} or not all_text(unpivot["columns"])):
        fix = 'Write columns = ["Header", "Header"], and nothing else.'
        yield Fault("The columns to unpivot are a list of headers.", where.within("[unpivot]"), fix, "mapping-unpivot")
    split = raw.get("split")
    if isinstance(split, dict) and (set(split) != {"column", "by"} or not all(map(_is_filled, split.values()))):
        fix = 'Write column = "Header" and by = ";", and nothing else.'
        yield Fault(
            "A split has a column, and what stands between values.", where.within("[split]"), fix, "mapping-split"
        )


def _table_faults(raw: Mapping[str, Any], contract: Contract, where: Place) -> Iterator[Fault]:
    if raw["table"] not in contract.tables:
        fix = did_you_mean(raw["table"], contract.tables).strip() or known_names(contract.tables)
        yield Fault(f'There is no table "{raw["table"]}".', where, fix, "mapping-table")
        return
    table = contract.tables[raw["table"]]
    given: dict[str, str] = {}
    for section in (*GIVERS, "lookups", "values", "dates"):
        for name in raw.get(section, {}):
            here = where.within(f"[{section}] {name}")
            yield from _name_faults(name, table, here)
            if section == "lookups":
                continue  # it stands in where the cell is empty
            if section in GIVERS:
                if name in given:
                    fix = f"It stands in [{given[name]}] too: keep one."
                    yield Fault(f"{name} is given twice.", here, fix, "mapping-twice")
                given[name] = section
            elif name not in given:
                fix = f"Say under [columns] which header {name} comes from."
                yield Fault(f"Nothing gives {name}.", here, fix, "mapping-values")
    if not given:
        yield Fault("The mapping maps no column.", where, 'Write [columns] and name = "Header".', "mapping-columns")
    yield from _expression_faults(raw.get("expressions", {}), where)
    for line in ("where", "newest_by"):
        for what in _refused_line(raw, line):
            yield Fault(what, where.within(line), _FIX_EXPRESSION, f"mapping-{line.replace('_', '-')}")
    if "newest_by" in raw and raw.get("when_repeated") != "newest":
        fix = 'Write when_repeated = "newest" too.'
        yield Fault("newest_by is without effect.", where.within("newest_by"), fix, "mapping-newest-by")
    if "sum" in raw and not (isinstance(raw["sum"], str) and raw["sum"] in given):
        fix = f'Write sum = "{next(iter(given), "people")}": one of the columns that the mapping gives.'
        yield Fault("What is to be added up is given nowhere.", where.within("sum"), fix, "mapping-sum")
    yield from _lookup_faults(raw.get("lookups", {}), contract, table, where)
    yield from _value_faults(raw.get("values", {}), table, where)
    yield from _date_faults(raw.get("dates", {}), table, where)


def _name_faults(name: str, table: Table, where: Place) -> Iterator[Fault]:
    known = [field.name for field in table.read_fields]
    if name in known:
        return
    if name in {field.name for field in table.fields}:
        yield Fault(f"{name} is worked out, not read.", where, "Take the line away.", "mapping-name")
    else:
        what = f'{table.name} has no column "{name}".'
        yield Fault(what, where, did_you_mean(name, known).strip() or known_names(known), "mapping-name")


def _refused_line(raw: Mapping[str, Any], line: str) -> tuple[str, ...]:
    if line not in raw:
        return ()
    return refused_in(raw[line]) if isinstance(raw[line], str) else ("It is not a text.",)


def _lookup_faults(lookups: Mapping[str, Any], contract: Contract, table: Table, where: Place) -> Iterator[Fault]:
    known = {
        f"{name}.{field.name}"
        for name, parent in parents(table, contract)
        for field in parent.fields
        if not field.is_person
    }
    for name, source in lookups.items():
        if source not in known:
            what = f'"{source}" is no column that a reference of {table.name} leads to.'
            fix = (
                f"{did_you_mean(str(source), known).strip()} Write a reference, a dot, and a column of the other table."
            )
            yield Fault(what, where.within(f"[lookups] {name}"), fix.strip(), "mapping-lookup")


def parents(table: Table, contract: Contract) -> Iterator[tuple[str, Table]]:
    """Yield each reference of the table to another table that is one field, and that table."""
    for key in table.foreign_keys:
        if len(key.fields) == 1 and key.table != table.name:
            yield key.fields[0], contract.tables[key.table]


def _expression_faults(expressions: Mapping[str, str], where: Place) -> Iterator[Fault]:
    for name, sql in expressions.items():
        for what in refused_in(sql):
            yield Fault(what, where.within(f"[expressions] {name}"), _FIX_EXPRESSION, "mapping-expression")


def _value_faults(values: Mapping[str, Any], table: Table, where: Place) -> Iterator[Fault]:
    fields = {field.name: field for field in table.read_fields}
    for name, pairs in values.items():
        here = where.within(f"[values.{name}]")
        if not isinstance(pairs, dict) or not all(isinstance(new, str | bool | int | float) for new in pairs.values()):
            yield Fault("Values are pairs of texts.", here, 'Write "as delivered" = "as ours".', "mapping-values")
            continue
        allowed = fields[name].enum if name in fields else ()
        for new in dict.fromkeys(as_text(new) for new in pairs.values()):
            if allowed and new and new not in allowed:
                fix = did_you_mean(new, allowed).strip() or known_names(allowed)
                yield Fault(f'"{new}" is not a value of {name}.', here, fix, "mapping-values")


def _date_faults(dates: Mapping[str, Any], table: Table, where: Place) -> Iterator[Fault]:
    fields = {field.name: field for field in table.read_fields}
    for name, forms in dates.items():
        here = where.within(f"[dates] {name}")
        if name in fields and fields[name].type != "date":
            yield Fault(f"{name} is no date.", here, "Take the line away.", "mapping-dates")
        forms = [forms] if isinstance(forms, str) else forms
        if not isinstance(forms, list) or not forms or not all_text(forms):
            yield Fault("Formats are a list of texts.", here, f'Write {name} = ["%d/%m/%Y"].', "mapping-dates")
            continue
        for form in forms:
            if form != EXCEL and ("%" not in form or not _is_known_to_duckdb(form)):
                fix = 'Such as "%d-%b-%Y" for 3-Mar-2017, or "excel" for days that Excel counted, as 45688.'
                yield Fault(f'"{form}" is not a date format.', here, fix, "mapping-dates")


def _is_known_to_duckdb(form: str) -> bool:
    try:
        with duckdb.connect() as connection:
            connection.execute("select try_strptime('', $form)", {"form": form}).fetchall()
    except duckdb.Error:
        return False
    return True


def _written(value: Any) -> str:
    return f'"{value}"' if isinstance(value, str) else as_text(value)


def _is_filled(value: Any) -> bool:
    return isinstance(value, str) and value != ""
