"""What can be wrong under [read] of a mapping: how a file is to be read."""

from __future__ import annotations

import codecs
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any

from engagement.errors import Fault
from engagement.nearest import did_you_mean
from engagement.place import Place

READ_OPTIONS: Mapping[str, type] = MappingProxyType(
    {
        "encoding": str,
        "delimiter": str,
        "quote": str,
        "escape": str,
        "header_row": int,
        "header_rows": int,
        "header": bool,
        "names": list,
        "sheet": str,
        "decimal": str,
        "nulls": list,
    }
)


def read_faults(read: Mapping[str, Any], where: Place) -> Iterator[Fault]:
    """Find every fault of a mapping's [read]; `where` is the mapping's name."""
    where = where.within("[read]")
    for name, value in read.items():
        if name not in READ_OPTIONS:
            yield Fault(
                f'There is no option "{name}".',
                where,
                did_you_mean(name, READ_OPTIONS).strip() or known_names(READ_OPTIONS),
                "mapping-read",
            )
        elif not isinstance(value, READ_OPTIONS[name]) or (isinstance(value, bool) and READ_OPTIONS[name] is not bool):
            yield Fault(f'"{name}" is not of the right type.', where, "See docs/mapping-an-export.md.", "mapping-read")
    if not all_text(read.get("names", [])):
        yield Fault("Names of columns are a list of texts.", where, 'Write names = ["Code", "Name"].', "mapping-read")
    if not isinstance(read.get("nulls", []), list) or not all_text(read.get("nulls", [])):
        yield Fault("What stands for nothing is a list of texts.", where, 'Write nulls = ["n/a", "-"].', "mapping-read")
    for name in ("delimiter", "quote", "escape"):
        value = read.get(name, "")
        if isinstance(value, str) and len(value) > 1:
            fix = r'A tab is written "\t".'
            yield Fault(f'"{value}" is not one character.', where.within(name, after=" "), fix, "mapping-read")
    if read.get("decimal", ".") not in (".", ","):
        what = "A decimal sign is . or ,"
        yield Fault(what, where.within("decimal", after=" "), 'Write decimal = ",".', "mapping-read")
    for name in ("header_row", "header_rows"):
        if isinstance(read.get(name, 1), int) and read.get(name, 1) < 1:
            fix = f"Write {name} = 1."
            yield Fault("Lines are counted from 1.", where.within(name, after=" "), fix, "mapping-read")
    if isinstance(read.get("encoding", ""), str) and read.get("encoding"):
        try:
            codecs.lookup(read["encoding"])
        except LookupError:
            fix = "Known are utf-8, utf-16, latin-1, windows-1252, cp949, shift_jis and what else Python knows."
            yield Fault(
                f'There is no encoding "{read["encoding"]}".', where.within("encoding", after=" "), fix, "mapping-read"
            )


def all_text(values: Any) -> bool:
    """Return whether a value of a mapping is a list of texts."""
    return isinstance(values, list) and all(isinstance(value, str) for value in values)


def known_names(names: Iterable[str]) -> str:
    """Return the sentence that lists what may be written."""
    return f"Known: {', '.join(names)}."
