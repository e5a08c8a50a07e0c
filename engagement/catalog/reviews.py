"""The ledger of reviews, queries/reviews.toml: who reviewed which query, when, and a hash of what it asked then."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from engagement.catalog.header import read_text
from engagement.errors import Fault, QueryError
from engagement.place import Place
from engagement.query import Query, Review

NAME = "reviews.toml"
_HEADING = (
    "# Kept by python -m engagement review. A review holds as long as `content` is the hash of what its query asks.\n"
)
_ENTRY = re.compile(r'^"(?P<id>[^"]+)"\s*=', re.MULTILINE)


@dataclass(frozen=True)
class Reviews:
    """The ledger as read: its text, its entries by the id of a query, and its faults."""

    text: str = ""
    entries: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    faults: tuple[Fault, ...] = ()

    def of(self, query: Query) -> Review | None:
        """Return who reviewed the query last, and whether that still holds."""
        entry = self.entries.get(query.id)
        if entry is None:
            return None
        content = entry.get("content", "")
        return Review(entry["date"], entry.get("reviewer", ""), content == query.content, is_sealed=bool(content))


def read_reviews(root: Path) -> Reviews:
    """Read the ledger of a folder of queries; one that is not there has no entries."""
    path = root / NAME
    if not path.exists():
        return Reviews()
    fix = 'Write "area/name" = { date = 2026-11-01 }; python -m engagement review adds who and what.'
    try:
        text = read_text(path)
        entries = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        what = f"The ledger is not TOML: {error}."
        return Reviews(text, faults=(Fault(what, Place.of(path, 1), fix, "reviews-entry"),))
    except QueryError as error:
        return Reviews(faults=error.faults)
    lines = {match["id"]: text.count("\n", 0, match.start()) + 1 for match in _ENTRY.finditer(text)}
    faults = tuple(
        Fault(f'The entry of "{id_}" is no review.', Place.of(path, lines.get(id_, 1)), fix, "reviews-entry")
        for id_, entry in entries.items()
        if not _is_review(entry)
    )
    return Reviews(text, {id_: entry for id_, entry in entries.items() if _is_review(entry)}, faults)


def write_review(root: Path, query: Query, day: date, reviewer: str) -> None:
    """Enter a review of the query as it is now.

    Raises:
        QueryError: the ledger has faults, and writing it anew would lose what they hide.
    """
    reviews = read_reviews(root)
    if reviews.faults:
        raise QueryError(*reviews.faults)
    entries = {**reviews.entries, query.id: {"date": day, "reviewer": reviewer, "content": query.content}}
    (root / NAME).write_text(as_text(entries), encoding="utf-8", newline="\n")


def as_text(entries: Mapping[str, Mapping[str, Any]]) -> str:
    """Return the ledger with these entries, a line each in the order of ids."""
    return _HEADING + "".join(
        f"{json.dumps(id_)} = {{ {', '.join(f'{key} = {_toml(value)}' for key, value in entries[id_].items())} }}\n"
        for id_ in sorted(entries)
    )


def _toml(value: date | str) -> str:
    return value.isoformat() if isinstance(value, date) else json.dumps(value, ensure_ascii=False)


def _is_review(entry: Any) -> bool:
    kinds = {"date": date, "reviewer": str, "content": str}
    return (
        isinstance(entry, dict)
        and "date" in entry
        and all(key in kinds and isinstance(value, kinds[key]) for key, value in entry.items())
    )
