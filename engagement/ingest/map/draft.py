"""Draft a mapping from a new export: match headers, look at dates and categories, leave the rest to a person."""

from __future__ import annotations

import itertools
import re
import textwrap
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from engagement.contract import Contract, Field, Table
from engagement.errors import CallError, DeliveryError, Fault
from engagement.ingest.check.places import fold
from engagement.ingest.map.day_forms import date_formats
from engagement.ingest.map.evidence import Resolve, looks_like_data, speak_for
from engagement.ingest.map.items import scored_columns
from engagement.ingest.map.matching import Matched, likeness, match_headers, names_of
from engagement.ingest.map.synonyms import values_for, word_within
from engagement.ingest.map.terms import END, TERM, shares_column, term_words, with_terms
from engagement.ingest.read.relation import Delivery, ReadOptions, records, survey
from engagement.nearest import did_you_mean
from engagement.place import Place
from engagement.quoting import toml_text

_FOUND_OUT = ReadOptions()
_ROWS_LOOKED_AT = 5_000
_VALUES_LISTED = 40
_NOTHING = ("-", "--", "n/a", "n/d", "k.a.", "none", "null", ".", "?")
_NO_TEXT = '""'
_ROW_NUMBER = "''' _file || ':' || _line '''     # where no column tells one row from another"
_COMMA = re.compile(r"[-+]?(\d{1,3}([. ]\d{3})+|\d+),\d+")
_POINT = re.compile(r"[-+]?(\d{1,3}([, ]\d{3})+|\d+)\.\d{1,2}")


@dataclass(frozen=True)
class _Export:
    """A file's first rows by header, trimmed, empty cells left out."""

    delivery: Delivery
    cells: Mapping[str, Sequence[str]]


def draft_mapping(
    path: Path,
    contract: Contract,
    *,
    table: str = "",
    options: ReadOptions = _FOUND_OUT,
    resolve: Resolve | None = None,
) -> str:
    """Draft a mapping for the file, as TOML that loads as it is; what could not be matched stands in it as comments.

    Args:
        path: an export.
        contract: the tables it may be for.
        table: the table it is for; by default the one that most of its headers are matched with.
        options: what is known of how the file is to be read.
        resolve: gives the country or place that is called so; without it places are matched by header alone.

    Raises:
        CallError: there is no such table.
        DeliveryError: the file cannot be read, or none of its headers is like a column of ours.
    """
    return drafted(path, contract, table=table, options=options, resolve=resolve)[1]


def drafted(
    path: Path, contract: Contract, *, table: str, options: ReadOptions, resolve: Resolve | None
) -> tuple[Delivery, str]:
    """Do as `draft_mapping`, and return beside the draft how the file was read."""
    if table and table not in contract.tables:
        fix = did_you_mean(table, contract.tables).strip() or f"Known: {', '.join(contract.tables)}."
        raise CallError(Fault(f'There is no table "{table}".', Place(part="--table"), fix))
    candidates = [contract.tables[table]] if table else list(contract.delivered)
    delivery = _surveyed(path, options, candidates)
    cells = delivered_cells(delivery)
    if options.header and looks_like_data(list(cells), list(cells.values())):
        if not table:
            what = "Its first row looks like data, so that its columns have no names."
            fix = f"Say which table it is for: --table {' or '.join(candidate.name for candidate in candidates)}."
            raise DeliveryError(Fault(what, delivery.where, fix, "draft-header"))
        delivery = survey(path, replace(options, header=False))
        cells = delivered_cells(delivery)
    items = scored_columns(cells)
    matched = {candidate.name: match_headers(cells, candidate, resolve, items=items) for candidate in candidates}
    chosen = max(candidates, key=lambda candidate: likeness(matched[candidate.name], candidate))
    if not matched[chosen.name].is_enough and not table:
        fix = f"Say which it is for: --table {' or '.join(candidate.name for candidate in candidates)}."
        what = "Too few headers are like columns of any table: it may hold something else."
        raise DeliveryError(Fault(what, delivery.where, fix, "draft"))
    best = with_terms(matched[chosen.name], chosen, cells)
    return delivery, "\n".join(_lines(_Export(delivery, cells), chosen, best, resolve)) + "\n"


def _surveyed(path: Path, options: ReadOptions, candidates: Sequence[Table]) -> Delivery:
    names = {name for candidate in candidates for field in candidate.read_fields for name in names_of(candidate, field)}
    try:
        return survey(path, options, expected=names if options.header else ())
    except DeliveryError as error:
        if any(fault.rule == "delivery-header" for fault in error.faults) and options.header_row is None:
            return survey(path, options)  # a row of data that is called like headers of ours is no header
        raise


def delivered_cells(delivery: Delivery) -> dict[str, list[str]]:
    """Return a file's first rows by header, trimmed, empty cells left out."""
    rows = [cells for _, cells in itertools.islice(records(delivery), _ROWS_LOOKED_AT)]
    columns = zip(*rows, strict=True) if rows else ([] for _ in delivery.headers)
    return {header: [cell for cell in column if cell] for header, column in zip(delivery.headers, columns, strict=True)}


def _lines(export: _Export, table: Table, matched: Matched, resolve: Resolve | None) -> Iterator[str]:
    yield f"# Drafted from {export.delivery.file.name}. Look over every line, then save this as a .toml in mappings/."
    yield f"table = {toml_text(table.name)}"
    yield f"files = [{toml_text(export.delivery.file.name)}]"
    columns = {name: header for name, header in matched.columns.items() if header in export.cells}
    yield from _read_lines(export, table, columns)
    if matched.items:
        yield from ["", "[unpivot]", f"columns = [{', '.join(map(toml_text, matched.items))}]"]
    yield from ["", "[columns]"]
    width = max(map(len, matched.columns), default=0)
    for name, header in matched.columns.items():
        yield f"{name:{width}} = {toml_text(header)}"
    yield from _missing_lines(table, matched.columns)
    yield from _leftover_lines(export, table, matched, resolve)
    yield from _date_lines(export, table, columns)
    is_shared = shares_column(columns)
    if is_shared:
        yield from _term_lines(term_words(export.cells[columns[TERM]]))
    for field in table.read_fields:
        if field.enum and field.name in columns and not (is_shared and field.name == TERM):
            yield from _value_lines(field, export.cells[columns[field.name]])


def _read_lines(export: _Export, table: Table, matched: Mapping[str, str]) -> Iterator[str]:
    every = Counter(cell.casefold() for cells in export.cells.values() for cell in cells)
    numbers = [
        cell
        for field in table.read_fields
        if field.type == "number" and field.name in matched
        for cell in export.cells[matched[field.name]]
    ]
    lines = []
    options = export.delivery.options
    lines += [] if options.header else ["header = false"]
    lines += [f"header_row = {options.header_row}"] if options.header_row else []
    lines += [f"sheet = {toml_text(options.sheet)}"] if options.sheet else []
    lines += [f"encoding = {toml_text(options.encoding)}"] if options.encoding else []
    if not options.encoding and export.delivery.encoding == "windows-1252":
        lines.append(f'encoding = "{export.delivery.encoding}"     # a guess: look at the accents')
    if any(map(_COMMA.fullmatch, numbers)) and not any(map(_POINT.fullmatch, numbers)):
        lines.append('decimal = ","')
    if nulls := [value for value in _NOTHING if every[value]]:
        lines.append(f"nulls = [{', '.join(map(toml_text, nulls))}]     # cells that say: nothing")
    if lines:
        yield from ["", "[read]", *lines]


def _missing_lines(table: Table, matched: Mapping[str, str]) -> Iterator[str]:
    required = [field for field in table.read_fields if field.required and not field.is_generated_if_blank]
    missing = [field for field in required if field.name not in matched]
    if missing:
        yield from [
            "",
            "# Required, and no header seems to give it: add a header above, an expression or a constant here.",
        ]
    for section, wanted in (
        ("constants", [f for f in missing if f.enum]),
        ("expressions", [f for f in missing if not f.enum]),
    ):
        if wanted:
            yield f"# [{section}]"
        for field in wanted:
            hint = f"One of {', '.join(field.enum)}." if field.enum else field.description
            yield from (f"# # {line}" for line in textwrap.wrap(hint, 110))
            yield f"# {field.name} = {_ROW_NUMBER if field.unique else _NO_TEXT}"


def _leftover_lines(export: _Export, table: Table, matched: Matched, resolve: Resolve | None) -> Iterator[str]:
    used = {*matched.columns.values(), *matched.items}
    leftover = [header for header in export.delivery.headers if header not in used]
    if leftover:
        yield from ["", "# Headers that were matched with nothing, and are not read:"]
    missing = [field for field in table.read_fields if field.required and field.name not in matched.columns]
    for header in leftover:
        alike = [field.name for field in missing if speak_for(field, export.cells[header], resolve)]
        doubt = f"     # its cells are like {' or '.join(alike)}" if alike else ""
        if header in matched.doubtful:
            doubt = f"     # called like {matched.doubtful[header]}, but its cells are not"
        yield f"#   {toml_text(header)}{doubt}"


def _date_lines(export: _Export, table: Table, matched: Mapping[str, str]) -> Iterator[str]:
    lines = []
    for field in table.read_fields:
        if field.type != "date" or field.name not in matched:
            continue
        formats, is_clear = date_formats(export.cells[matched[field.name]])
        listed = f"{field.name} = [{', '.join(map(toml_text, formats))}]"
        if formats and is_clear:
            lines.append(listed)
        elif formats:
            lines += [f"# {field.name}: day first or month first? Every date fits both. Ask the office, then take one:"]
            lines += [f"# {field.name} = [{toml_text(form)}]" for form in formats]
    if lines:
        yield from ["", "[dates]", *lines]


def _term_lines(words: Mapping[str, str]) -> Iterator[str]:
    """Yield what words among days say: of the end nothing, of the term its kind; a day is the end of a fixed term."""
    yield from ["", f"[values.{END}]", *(f'{toml_text(word)} = ""' for word in words)]
    yield from ["", f"[values.{TERM}]", *(f"{toml_text(word)} = {toml_text(ours)}" for word, ours in words.items())]
    yield from ['"*" = "fixed"     # a day', '"" = "unknown"']


def _value_lines(field: Field, cells: Sequence[str]) -> Iterator[str]:
    known = values_for(field.name)
    lines = []
    for value, _ in Counter(" ".join(cell.split()) for cell in cells).most_common(_VALUES_LISTED):
        if fold(value).replace(" ", "_") in field.enum:
            continue
        if ours := known.get(fold(value)):
            lines.append(f"{toml_text(value)} = {toml_text(ours)}")
        else:
            ours, word = word_within(value, field)
            evidence = f'     # it holds "{word}"' if word else ""
            lines.append(f"# {toml_text(value)} = {toml_text(ours)}{evidence}")
    if any(line.startswith("#") for line in lines):
        lines.append(f'# "*" = "{"other" if "other" in field.enum else ""}"     # any other value')
    if lines:
        allowed = textwrap.wrap(f"One of {', '.join(field.enum)}.", 110)
        yield from ["", *(f"# {line}" for line in allowed), f"[values.{field.name}]", *lines]
