"""One mapping file: how one office's export becomes one of our tables.

The format is described in docs/mapping-an-export.md.
"""

from __future__ import annotations

import fnmatch
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any

from engagement.contract import Contract
from engagement.errors import Fault
from engagement.ingest.map.mapping_faults import GIVERS, LINES, RULES, as_text, find_faults
from engagement.ingest.map.reshape import Split
from engagement.ingest.read.delivery import ReadOptions
from engagement.place import Place


@dataclass(frozen=True)
class Unpivot:
    """Wide rows made long: each delivered row becomes one row per column of `columns` that is not empty.

    `columns` are headers, or patterns of headers with * and ?.

    Expressions and [columns] find the column's header in `_column`, its cell in `_value`.
    """

    columns: tuple[str, ...]


@dataclass(frozen=True)
class ExportMapping:
    """A mapping as its file says it; headers and names are checked, SQL is checked once a file is at hand.

    columns: canonical name -> header. expressions: canonical name -> SQL. constants: canonical name -> text.
    values: canonical name -> delivered value -> ours; "*" stands for any other, "" for an empty cell.
    dates: canonical name -> strptime formats, tried in order; "excel" for days that Excel counted.
    where: SQL that is true for the rows that are meant; "" for all of them.
    lookups: canonical name -> "reference.column": the column of the row that our reference leads to.
    sum: canonical name of the column that is added up over rows that are alike otherwise; "" for none.
    newest_by: SQL for a day or a time: of rows with the same key the one with the highest counts.
    when_repeated: which row counts if a key stands in several files: "newest", "first"; "refuse" and "" refuse them.
    year_named_by: whether an academic year given as one year "starts" or "ends" in it; "" leaves it unread.
    zero_pad: digits of a person's key that is all digits, 0 for as delivered. ignore_case: of persons' keys.
    """

    name: str
    path: Path
    table: str
    files: tuple[str, ...]
    options: ReadOptions = field(default=ReadOptions())
    columns: Mapping[str, str] = field(default_factory=dict)
    expressions: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    dates: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    constants: Mapping[str, str] = field(default_factory=dict)
    unpivot: Unpivot | None = None
    split: Split | None = None
    lookups: Mapping[str, str] = field(default_factory=dict)
    sum: str = ""
    newest_by: str = ""
    where: str = ""
    when_repeated: str = ""
    year_named_by: str = ""
    zero_pad: int = 0
    ignore_case: bool = False

    def covers(self, relative: str) -> bool:
        """Return whether a file, named relative to exports/, is one that the mapping is for."""
        return covers(self.files, relative)


def covers(patterns: Iterable[str], relative: str) -> bool:
    """Return whether a file, named relative to exports/, is among `patterns`, whatever its case and accents."""
    path = unicodedata.normalize("NFC", relative).casefold()
    names = (path, path.rsplit("/", 1)[-1])
    wanted = [unicodedata.normalize("NFC", pattern).casefold() for pattern in patterns]
    return any(name == pattern or fnmatch.fnmatchcase(name, pattern) for pattern in wanted for name in names)


def load_mapping(path: Path, contract: Contract) -> tuple[ExportMapping | None, tuple[Fault, ...]]:
    """Read one mapping file: the mapping, or None and everything that is wrong with it."""
    where = Place(f"mappings/{path.name}")
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        fix = "Mend the file: https://toml.io explains the notation."
        return None, (Fault(f"The mapping cannot be read: {error}.", where, fix, "mapping-toml"),)
    faults = find_faults(raw, contract, where)
    return (None, tuple(faults)) if faults else (_mapping(raw, path), ())


def _mapping(raw: Mapping[str, Any], path: Path) -> ExportMapping:
    read = dict(raw.get("read", {}))
    read |= {name: tuple(read[name]) for name in ("nulls", "names") if name in read}
    texts = {name: {key: as_text(value) for key, value in raw.get(name, {}).items()} for name in GIVERS}
    dates = {name: (form,) if isinstance(form, str) else tuple(form) for name, form in raw.get("dates", {}).items()}
    values = {
        name: MappingProxyType({old: as_text(new) for old, new in pairs.items()})
        for name, pairs in raw.get("values", {}).items()
    }
    files = raw["files"]
    return ExportMapping(
        name=path.stem,
        path=path,
        table=raw["table"],
        files=(files,) if isinstance(files, str) else tuple(files),
        options=ReadOptions(**read),
        columns=MappingProxyType(texts["columns"]),
        expressions=MappingProxyType(texts["expressions"]),
        constants=MappingProxyType(texts["constants"]),
        values=MappingProxyType(values),
        dates=MappingProxyType(dates),
        unpivot=Unpivot(tuple(raw["unpivot"]["columns"])) if "unpivot" in raw else None,
        split=Split(**raw["split"]) if "split" in raw else None,
        lookups=MappingProxyType(dict(raw.get("lookups", {}))),
        **{name: raw[name] for name in (*RULES, *LINES) if name in raw},
    )
