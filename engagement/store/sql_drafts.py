"""SQL that somebody works on in the workbench, kept on the server for its author and whoever has its link."""

from __future__ import annotations

import re
import secrets
from dataclasses import asdict, dataclass
from pathlib import Path

from engagement.store.record_file import now_text, read_record, write_record

MOST = 100
"""How many drafts one author keeps."""

LONGEST = 50_000
"""Letters of one draft: a query has a few thousand."""

_ID = re.compile(r"[0-9a-f]{16}")


@dataclass(frozen=True)
class SqlDraft:
    """A draft. `id` stands in its link."""

    id: str
    author: str
    title: str
    sql: str
    saved_at: str


class SqlDrafts:
    """The drafts in a folder, a file each, which only the web server's user may read."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def save(self, *, author: str, title: str, sql: str, id_: str = "") -> SqlDraft:
        """Keep a draft: in place of the one of that id where it is the author's own, else as a new one.

        Raises:
            ValueError: it is too long, or the author has too many.
        """
        before = self.read(id_)
        is_own = before is not None and before.author == author
        if len(sql) > LONGEST:
            raise ValueError(f"A draft has at most {LONGEST:,} letters.")
        if not is_own and len(self.of(author)) >= MOST:
            raise ValueError(f"You have {MOST} drafts. Remove one that is no longer needed.")
        draft = SqlDraft(id_ if is_own else secrets.token_hex(8), author, title[:120], sql, now_text())
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_record(self._path(draft.id), asdict(draft))
        return draft

    def read(self, id_: str) -> SqlDraft | None:
        """Return the draft of an id; None where there is none."""
        raw = read_record(self._path(id_)) if _ID.fullmatch(id_) else {}
        try:
            return SqlDraft(**raw) if raw else None
        except TypeError:
            return None

    def of(self, author: str) -> list[SqlDraft]:
        """Return an author's drafts, the last saved first."""
        paths = self._folder.glob("*.json") if self._folder.is_dir() else ()
        drafts = [draft for path in paths if (draft := self.read(path.stem)) and draft.author == author]
        return sorted(drafts, key=lambda draft: (draft.saved_at, draft.id), reverse=True)

    def remove(self, id_: str, *, author: str) -> bool:
        """Remove a draft if it is the author's own; return whether it was."""
        draft = self.read(id_)
        if draft is None or draft.author != author:
            return False
        self._path(id_).unlink(missing_ok=True)
        return True

    def _path(self, id_: str) -> Path:
        return self._folder / f"{id_}.json"
