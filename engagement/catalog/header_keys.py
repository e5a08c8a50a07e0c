"""Which keys a header may have, and what each must hold."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from engagement.catalog.header import Header
from engagement.errors import Fault
from engagement.nearest import did_you_mean
from engagement.place import Place
from engagement.query import CHART_KINDS, PAGES, UNITS
from engagement.query import SECTIONS as OF_PAGES


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _is_texts(value: Any) -> bool:
    return isinstance(value, list) and all(_is_text(item) for item in value)


def _is_whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


# "3..20", "3.." or "..20"
RANGE = re.compile(r"(?P<least>\d+)?\s*\.\.\s*(?P<most>\d+)?")


def _is_number_of_rows(value: Any) -> bool:
    return (_is_whole(value) and value >= 0) or (isinstance(value, str) and RANGE.fullmatch(value.strip()) is not None)


_KINDS: Mapping[str, Callable[[Any], bool]] = {
    "a text in double quotes": _is_text,
    "a list of texts": _is_texts,
    "a text or a list of texts": lambda value: _is_text(value) or (_is_texts(value) and bool(value)),
    "true or false": lambda value: isinstance(value, bool),
    "a whole number": _is_whole,
    "a whole number or a list of them": lambda value: (
        _is_whole(value) or (isinstance(value, list) and bool(value) and all(map(_is_whole, value)))
    ),
    "a number": _is_number,
    "a list of numbers": lambda value: isinstance(value, list) and all(map(_is_number, value)),
    "a table of its own": lambda value: isinstance(value, dict),
    "tables of their own, each under a heading in [[ ]]": lambda value: (
        isinstance(value, list) and all(isinstance(item, dict) for item in value)
    ),
    'a whole number of rows, or a range such as "1..20"': _is_number_of_rows,
    'a list of rows, such as [{ region = "Africa", students = 120 }]': lambda value: (
        isinstance(value, list) and bool(value) and all(isinstance(item, dict) and item for item in value)
    ),
    "anything": lambda value: True,
}
TEXT, TEXTS, TEXT_OR_TEXTS, FLAG, WHOLE, WHOLES, NUMBER, NUMBERS, TABLE, TABLES, ROWS, VALUES, ANY = _KINDS

Keys = Mapping[str, str]

_EVERY: Keys = {
    **dict.fromkeys(("title", "question", "grain", "owner"), TEXT),
    "excludes": TEXTS,
}
# The keys that a header may have at its top, by what the file is.
TOP: Mapping[str, Keys] = {
    "query": {
        **_EVERY,
        **dict.fromkeys(("page", "section", "tab"), TEXT),
        "order": WHOLE,
        **dict.fromkeys(("parameters", "columns", "chart", "card", "metric", "ignores"), TABLE),
        "expect": TABLES,
    },
    "model": {**_EVERY, "materialized": TEXT, "no_people": TEXT, "columns": TABLE},
    "macro": {**_EVERY, "arguments": TEXTS, "returns": TEXT, "columns": TABLE},
    "metrics": {
        **_EVERY,
        **dict.fromkeys(("person", "people"), TEXT),
        **dict.fromkeys(("dimensions", "measures"), TABLE),
        "publish": TABLES,
    },
}
_FOLDERS = {"query": "queries/<area>/", "model": "queries/models/", "macro": "queries/macros/"}
_FOLDERS["metrics"] = "queries/metrics/"
PARAMETER: Keys = {"type": TEXT, "default": ANY, "title": TEXT, "choices": ANY}
COLUMN: Keys = {"title": TEXT, "description": TEXT, "unit": TEXT, "measure": TEXT, "unbounded": FLAG}
EXPECT: Keys = {"rows": ROWS, "values": VALUES, "none": TEXT, "some": TEXT, "given": TABLE}
SECTIONS: Mapping[str, Keys] = {
    "chart": {
        **dict.fromkeys(("kind", "x", "series", "orientation", "iso3", "label", "start", "end"), TEXT),
        **dict.fromkeys(("target", "complete", "low", "high", "title"), TEXT),
        "y": TEXT_OR_TEXTS,
        "events": FLAG,
        "reference": NUMBERS,
        "series_order": TEXTS,
    },
    "card": {
        **dict.fromkeys(("value", "period", "complete", "target", "target_for", "base", "better"), TEXT),
        **dict.fromkeys(("alert_above", "alert_below"), NUMBER),
    },
    "ignores": dict.fromkeys(("place", "period"), TEXT),
    "metric": {"number": WHOLES, **dict.fromkeys(("definition", "denominator", "source", "is_not"), TEXT)},
}
REQUIRED: Mapping[tuple[str, ...], tuple[str, ...]] = {
    (): ("title", "question", "grain"),
    ("chart",): ("kind",),
    ("card",): ("value",),
    ("metric",): ("number", "definition"),
}
_ALSO_REQUIRED = {"macro": ("returns",), "metrics": ("person", "measures", "publish")}
_CHOICES: Mapping[tuple[str, ...], tuple[str, ...]] = {
    ("chart", "kind"): CHART_KINDS,
    ("chart", "orientation"): ("vertical", "horizontal"),
    ("card", "better"): ("up", "down", "none"),
    ("materialized",): ("table", "view"),
    ("returns",): ("table", "value"),
    ("page",): PAGES,
}


_HINTS = {
    "person": 'Name the column that tells people apart: person = "person_key".',
    "measures": 'Say what is counted: [measures] with students = { count = "person" }.',
    "by": 'Name the dimensions, such as by = ["place", "period"]; by = [] for one number of all.',
    "publish": 'Say what is published: [[publish]] with by = ["place", "period"].',
}


def required_of(kind: str) -> tuple[str, ...]:
    """Return the keys that every header of a kind of file has."""
    return (*REQUIRED[()], *_ALSO_REQUIRED.get(kind, ()))


def key_faults(header: Header, path: Path, *, kind: str) -> Iterator[Fault]:
    """Yield all in the header that is unknown, missing, or of the wrong kind; nothing about its SQL.

    Args:
        header: of the file.
        path: only named in faults.
        kind: what the file is by its folder: "query", "model", "macro" or "metrics".
    """
    values = header.values
    required = required_of(kind)
    # reversed: what queries have too is reported as theirs
    elsewhere = {name: other for other, keys in reversed(list(TOP.items())) for name in keys if name not in TOP[kind]}
    misplaced = [name for name in values if name in elsewhere]
    yield from table_faults(
        header, path, (), TOP[kind], {name: entry for name, entry in values.items() if name not in misplaced}, required
    )
    for name in misplaced:
        fix = f"Take it out, or move the file into {_FOLDERS[elsewhere[name]]}."
        yield Fault(f'A {kind} file has no "{name}".', Place.of(path, header.line(name)), fix, "header-key")
    for name, keys in SECTIONS.items():
        if name in TOP[kind] and isinstance(values.get(name), dict):
            yield from table_faults(header, path, (name,), keys, values[name])
    for section, keys in (("parameters", PARAMETER), ("columns", COLUMN)):
        table = values.get(section)
        for name, value in table.items() if isinstance(table, dict) and section in TOP[kind] else ():
            if isinstance(value, dict):
                needed = ("type",) if section == "parameters" else ()
                yield from table_faults(header, path, (section, name), keys, value, needed)
            elif not (section == "parameters" and _is_text(value)):
                example = '"INTEGER"' if section == "parameters" else '{ title = "Students", unit = "people" }'
                what = f'"{name}" in [{section}] cannot be {value!r}.'
                where = Place.of(path, header.line(section, name))
                yield Fault(what, where, f"Write {name} = {example}.", "header-value")
    if kind == "query":
        yield from _expect_faults(header, path)
        yield from _spot_faults(header, path)
    yield from _choice_faults(header, path)


def _expect_faults(header: Header, path: Path) -> Iterator[Fault]:
    expected = header.values.get("expect")
    for number, entry in enumerate(expected if isinstance(expected, list) and _KINDS[TABLES](expected) else ()):
        yield from table_faults(header, path, ("expect", str(number)), EXPECT, entry, ())
        if entry.keys() <= {"given"}:
            fix = 'Add one of rows = "1..20", none = "share > 1", some = "…", values = [{ … }].'
            where = Place.of(path, header.line("expect", str(number)))
            yield Fault("This [[expect]] expects nothing.", where, fix, "header-required")


def _spot_faults(header: Header, path: Path) -> Iterator[Fault]:
    """Yield a section that the page does not have, and what needs another key to say where it belongs."""
    page, section = header.values.get("page"), header.values.get("section")
    if "tab" in header.values and "section" not in header.values:
        fix = 'Add section = "…", or take tab out.'
        yield Fault('"tab" needs a section.', Place.of(path, header.line("tab")), fix, "header-value")
    if _is_text(section):
        where = Place.of(path, header.line("section"))
        if page is None:
            yield Fault('"section" needs a page.', where, f'Add page = "…": {", ".join(PAGES)}.', "header-value")
        elif (sections := OF_PAGES.get(str(page))) and section not in sections:
            what = f'The page "{page}" has no section "{section}".{did_you_mean(str(section), sections)}'
            yield Fault(what, where, f"Choose one of {', '.join(sections)}.", "header-value")


def table_faults(
    header: Header,
    path: Path,
    table: tuple[str, ...],
    keys: Keys,
    values: Mapping[str, Any],
    required: tuple[str, ...] | None = None,
) -> Iterator[Fault]:
    """Yield keys of one table of a header that are unknown, missing or of the wrong kind."""
    named = f" in [{'.'.join(table)}]" if table else ""
    named = f" in [[{table[0]}]]" if table[:1] in (("expect",), ("publish",)) else named
    for key, value in values.items():
        if key in keys and _KINDS[keys[key]](value):
            continue
        where = Place.of(path, header.line(*table, key))
        if key not in keys:
            what = f'There is no key "{key}"{named}.{did_you_mean(key, keys)}'
            yield Fault(what, where, f"Known{named or ' here'}: {', '.join(keys)}.", "header-key")
        else:
            what = f'"{key}"{named} cannot be {value!r}.'
            yield Fault(what, where, f"Write {keys[key]}.", "header-value")
    for key in REQUIRED.get(table, ()) if required is None else required:
        if key not in values:
            fix = _HINTS.get(key, f'Add {key} = "…".')
            yield Fault(f'"{key}" is missing{named}.', Place.of(path, header.line(*table)), fix, "header-required")


def _choice_faults(header: Header, path: Path) -> Iterator[Fault]:
    for keys, choices in _CHOICES.items():
        value: Any = header.values
        for key in keys:
            value = value.get(key) if isinstance(value, dict) else None
        if _is_text(value) and value not in choices:
            what = f'"{value}" is not a value for "{keys[-1]}".{did_you_mean(value, choices)}'
            rule = "chart-kind" if keys == ("chart", "kind") else "header-value"
            yield Fault(what, Place.of(path, header.line(*keys)), f"Choose one of {', '.join(choices)}.", rule)
    columns = header.values.get("columns")
    for name, column in columns.items() if isinstance(columns, dict) else ():
        unit = column.get("unit") if isinstance(column, dict) else None
        if isinstance(unit, str) and unit not in UNITS and not (len(unit) == 3 and unit.isascii() and unit.isupper()):
            what = f'"{unit}" is not a unit.{did_you_mean(unit, UNITS)}'
            where = Place.of(path, header.line("columns", name))
            yield Fault(what, where, f"Choose one of {', '.join(UNITS)}, or a currency such as EUR.", "column-unit")
