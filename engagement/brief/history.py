"""Who changed what in a draft, and when; and how the words stood before, so that it can be undone."""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from engagement.brief.model import Brief, Comment, Section
from engagement.brief.plain import built, plain

FILE = "history.sqlite"

_MOST = 200
"""Changes that are kept of a draft."""

_SAME = timedelta(minutes=10)
"""Words that one person goes on writing are one change for so long."""

_WORDS = ("id", "title", "is_included", "is_annex", "hidden", "is_own", "lead", "statements", "decisions")
"""What people can change of a section."""


_TABLE = """
create table if not exists changes (
    number integer primary key autoincrement, draft text, at text, who text, what text, before blob,
    undone integer default 0
)"""


@dataclass(frozen=True)
class Entry:
    """One change: when, by whom, and what. Undone ones stay in the list."""

    number: int
    when: datetime
    who: str
    what: str
    is_undone: bool


class History:
    """The changes of every draft in a folder, in one file beside them."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE

    def record(self, draft: str, before: Brief, *, who: str, what: str) -> None:
        """Write a change down; going on with the same words is the same change.

        Raises:
            OSError: the file cannot be written to.
        """
        with self._open() as file:
            now, last = datetime.now(UTC), self._last(file, draft)
            if last and (last.who, last.what) == (who, what) and now - last.when < _SAME and not last.is_undone:
                file.execute("update changes set at = ? where number = ?", (now.isoformat(), last.number))
                return
            row = (draft, now.isoformat(), who, what, _packed(before))
            file.execute("insert into changes (draft, at, who, what, before) values (?, ?, ?, ?, ?)", row)
            file.execute(
                "delete from changes where draft = ? and number not in "
                "(select number from changes where draft = ? order by number desc limit ?)",
                (draft, draft, _MOST),
            )

    def entries(self, draft: str) -> list[Entry]:
        """Return the changes of a draft, the last one first."""
        if not self._path.is_file():
            return []
        with self._open() as file:
            rows = file.execute(
                "select number, at, who, what, undone from changes where draft = ? order by number desc", (draft,)
            ).fetchall()
        return [
            Entry(number, datetime.fromisoformat(at), who, what, bool(gone)) for number, at, who, what, gone in rows
        ]

    def undo(self, draft: str, brief: Brief) -> Brief:
        """Return the brief as its words stood before the last change that is not undone."""
        with self._open() as file:
            row = file.execute(
                "select number, before from changes where draft = ? and undone = 0 order by number desc limit 1",
                (draft,),
            ).fetchone()
            if row is None:
                return brief
            number, packed = row
            file.execute("update changes set undone = 1 where number = ?", (number,))
        return _unpacked(packed, brief)

    def drop(self, draft: str) -> None:
        """Forget the changes of a draft that is thrown away."""
        if self._path.is_file():
            with self._open() as file:
                file.execute("delete from changes where draft = ?", (draft,))

    @staticmethod
    def _last(file: sqlite3.Connection, draft: str) -> Entry | None:
        row = file.execute(
            "select number, at, who, what, undone from changes where draft = ? order by number desc limit 1", (draft,)
        ).fetchone()
        return _entry(row) if row else None

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._path.touch(mode=0o600)
        try:
            with closing(sqlite3.connect(self._path, timeout=10)) as file, file:
                file.execute(_TABLE)
                yield file
        except sqlite3.Error as error:
            raise OSError(str(error)) from error


def _entry(row: tuple[int, str, str, str, int]) -> Entry:
    number, at, who, what, undone = row
    return Entry(number, datetime.fromisoformat(at), who, what, bool(undone))


def _packed(brief: Brief) -> bytes:
    words = {
        "title": brief.title,
        "comments": plain(brief.comments),
        "sections": [{name: plain(getattr(section, name)) for name in _WORDS} for section in brief.sections],
    }
    return zlib.compress(json.dumps(words).encode())


def _unpacked(packed: bytes, brief: Brief) -> Brief:
    """Return the brief with the words that were packed; figures, exhibits and evidence are those that it has."""
    words = json.loads(zlib.decompress(packed))
    by_id = {section.id: section for section in brief.sections}
    sections = []
    for raw in words["sections"]:
        told = built(Section, raw)
        now = by_id.get(told.id, told)
        sections.append(replace(told, figures=now.figures, exhibits=now.exhibits))
    comments = tuple(built(Comment, raw) for raw in words["comments"])
    return replace(brief, title=words["title"], sections=tuple(sections), comments=comments)
