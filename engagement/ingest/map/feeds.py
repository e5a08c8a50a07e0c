"""Which delivered file feeds which table, and by which mapping; and how its headers become our columns.

The order of calls: `plan` once, then for each feed `survey`, `stage` (`read.relation`) and `projection`.
"""

from __future__ import annotations

import fnmatch
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from engagement.contract import Contract, Table
from engagement.errors import DeliveryError, Fault, MappingError
from engagement.ingest.map.binding import bind
from engagement.ingest.map.expressions import headers_in
from engagement.ingest.map.headless import day_headers, with_first_row
from engagement.ingest.map.mapping import ExportMapping, covers, load_mapping
from engagement.ingest.map.projection import Projection
from engagement.ingest.read import survey as surveying
from engagement.ingest.read.delivery import Delivery, ReadOptions, where_of
from engagement.ingest.read.workbook import filled_sheets
from engagement.ingest.snapshot.inputs import READ_SUFFIXES, export_files
from engagement.place import Place
from engagement.settings import Settings

__all__ = ["Delivery", "Feed", "Match", "Projection", "bind", "match", "plan", "projection", "reference_feed", "survey"]


@dataclass(frozen=True)
class Feed:
    """One delivered file for one table.

    mapping: None where the file's headers are our own names.
    expected: headers that may be in the file; they tell its header from titles above.
    may_be_empty: a header without rows is no fault.
    days: what the mapping calls the header of a column of dates, though it is a date itself: such a header is a row.
    """

    table: str
    file: Path
    mapping: ExportMapping | None = None
    expected: frozenset[str] = frozenset()
    may_be_empty: bool = False
    days: frozenset[str] = frozenset()

    @property
    def mapping_name(self) -> str:
        """The mapping's name; empty where the headers are our own names."""
        return self.mapping.name if self.mapping else ""

    @property
    def options(self) -> ReadOptions:
        """What the mapping says of how the file is to be read."""
        return self.mapping.options if self.mapping else ReadOptions()


@dataclass(frozen=True)
class Match:
    """Which file feeds which table; what is wrong with mappings and files; and which files belong to no table.

    unknown: one sentence for each file that is left out; where every file is unknown, they are faults.
    """

    feeds: tuple[Feed, ...]
    mapping_faults: tuple[Fault, ...] = ()
    file_faults: tuple[Fault, ...] = ()
    unknown: tuple[str, ...] = ()


def plan(settings: Settings, contract: Contract, files: Sequence[Path] | None = None) -> tuple[Feed, ...]:
    """Find the table, or tables, of every export.

    A mapping that names the file wins. Without one, the file's name begins with a table's: partnerships.csv,
    placements_2019.xlsx.

    Args:
        settings: where exports/ and mappings/ are.
        contract: the tables.
        files: the exports that count; by default all.

    Returns:
        The feeds, in the contract's order of tables, then by file.

    Raises:
        MappingError: mappings are at fault; DeliveryError: files are that belong to no table. Every fault at once.
    """
    matched = match(settings, contract, files)
    if matched.mapping_faults:
        raise MappingError(*matched.mapping_faults, *matched.file_faults)
    if matched.file_faults:
        raise DeliveryError(*matched.file_faults)
    return matched.feeds


def match(settings: Settings, contract: Contract, files: Sequence[Path] | None = None) -> Match:
    """Do as `plan`, but what is wrong is returned beside what is not, so that the other files can be looked at too."""
    mappings, faults, broken = _mappings(settings, contract)
    feeds: list[Feed] = []
    astray = [*_folders(settings.exports_dir)]
    unknown: list[Fault] = []
    for path in export_files(settings) if files is None else files:
        relative = path.relative_to(settings.exports_dir).as_posix()
        matching = [mapping for mapping in mappings if mapping.covers(relative)]
        if matching:
            feeds += [
                Feed(
                    mapping.table,
                    path,
                    of_sheet,
                    _expected(mapping),
                    days=day_headers(mapping, contract.tables[mapping.table]),
                )
                for mapping in matching
                for days in [day_headers(mapping, contract.tables[mapping.table])]
                for of_sheet in _by_sheet(mapping, path)
            ]
        elif covers(broken, relative):
            continue
        elif table := _named_after(path, contract):
            feeds.append(Feed(table.name, path, expected=_names(table)))
        else:
            unknown.append(_astray(path, contract))
    order = {name: number for number, name in enumerate(contract.tables)}
    feeds.sort(key=lambda feed: (order[feed.table], str(feed.file), feed.mapping_name))
    if not feeds:
        astray += unknown
        unknown = []
    left_out = tuple(f"{path.where} is not loaded: {path.what} {path.fix}" for path in unknown)
    return Match(tuple(feeds), tuple(faults), tuple(astray), left_out)


def reference_feed(table: Table, file: Path) -> Feed:
    """Return a reference table's file: its headers are our own names, and it may hold no rows."""
    return Feed(table.name, file, expected=_names(table), may_be_empty=True)


def survey(feed: Feed, *, may_be_plain: bool = True) -> Delivery:
    """Find out how the feed's file is to be read, and that it can be; see `engagement.ingest.read.survey`.

    Raises:
        DeliveryError: it cannot be read.
    """
    delivery = surveying.survey(
        feed.file,
        feed.options,
        expected=feed.expected,
        may_be_empty=feed.may_be_empty,
        may_be_plain=may_be_plain,
    )
    return with_first_row(delivery, feed.days)


def projection(feed: Feed, delivery: Delivery, contract: Contract, *, staged: str) -> str:
    """Write SQL over the staged relation: the canonical columns that the file gives, as text, and `_line`.

    Raises:
        DeliveryError: a required column is missing, or an expression of the mapping does not fit the file.
    """
    return bind(feed.mapping, delivery, contract.tables[feed.table]).select(staged)


def _mappings(settings: Settings, contract: Contract) -> tuple[list[ExportMapping], list[Fault], list[str]]:
    """Return the mappings that can be used, what is wrong with the others, and the files that those are for."""
    usable: list[ExportMapping] = []
    faults: list[Fault] = []
    broken: list[str] = []
    for path in sorted(settings.mappings_dir.glob("*.toml")):
        mapping, wrong = load_mapping(path, contract)
        faults += wrong
        if mapping is not None:
            usable.append(mapping)
        else:
            broken += _patterns(path)
    return usable, faults, broken


def _patterns(path: Path) -> list[str]:
    # A file whose mapping is broken is not also said to be without one.
    try:
        files = tomllib.loads(path.read_text(encoding="utf-8-sig")).get("files", [])
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError):
        return ["*"]
    named = [files] if isinstance(files, str) else files if isinstance(files, list) else []
    return [pattern for pattern in named if isinstance(pattern, str)] or ["*"]


def _expected(mapping: ExportMapping) -> frozenset[str]:
    in_expressions = (header for sql in mapping.expressions.values() for header in headers_in(sql))
    reshaped = [
        *(mapping.unpivot.columns if mapping.unpivot else ()),
        *([mapping.split.column] if mapping.split else ()),
    ]
    on_lines = (*headers_in(mapping.where), *headers_in(mapping.newest_by))
    return frozenset([*mapping.columns.values(), *in_expressions, *reshaped, *on_lines])


def _by_sheet(mapping: ExportMapping, path: Path) -> list[ExportMapping]:
    """Return the mapping for each sheet that it is for, where it names sheets by a pattern."""
    pattern = mapping.options.sheet
    if path.suffix.lower() not in surveying.WORKBOOK_ENDINGS or not ("*" in pattern or "?" in pattern):
        return [mapping]
    titles = [
        title
        for title in filled_sheets(path, where_of(path))
        if fnmatch.fnmatchcase(title.casefold(), pattern.casefold())
    ]
    return [replace(mapping, options=replace(mapping.options, sheet=title)) for title in titles] or [mapping]


def _names(table: Table) -> frozenset[str]:
    names = [field.name for field in table.read_fields]
    return frozenset([*names, *(name.replace("_", " ") for name in names)])


def _named_after(path: Path, contract: Contract) -> Table | None:
    stem = path.stem.casefold()
    named = [
        table
        for table in contract.delivered
        if stem == table.name or stem.startswith(tuple(f"{table.name}{mark}" for mark in "_-. ("))
    ]
    return max(named, key=lambda table: len(table.name), default=None)


def _folders(exports: Path) -> Iterable[Fault]:
    for path in sorted(exports.rglob("*")):
        if path.is_dir() and path.suffix.lower() in READ_SUFFIXES:
            where = Place(path.relative_to(exports.parent).as_posix())
            yield Fault("This is a folder that is called like a file.", where, "Rename it.", "delivery-file")


def _astray(path: Path, contract: Contract) -> Fault:
    what = "No mapping is for this file, and its name is not that of a table."
    names = ", ".join(f"{table.name}.csv" for table in contract.delivered)
    own = f'Or make it a table of your own: python -m engagement new-table "{path}".'
    fix = f'Draft a mapping: python -m engagement draft-mapping "{path}". Or name it after a table: {names}. {own}'
    return Fault(what, where_of(path), fix, "delivery-no-mapping")
