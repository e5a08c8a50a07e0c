"""The sha256 of files; that of a large file is remembered until the file changes."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import time
from pathlib import Path

_REMEMBERED_FROM_BYTES = 1_000_000
_SETTLED_SECONDS = 2


class FileHashes:
    """Hashes by path, remembered in one small file between loads.

    A gigabyte takes seconds to hash, and a restart must open a snapshot in milliseconds. A remembered hash
    counts as long as size and both times of the file are the same. Small files are always read.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._known: dict[str, list[object]] = {}
        self._used: dict[str, list[object]] = {}
        with contextlib.suppress(OSError, ValueError):
            known = json.loads(path.read_text(encoding="utf-8"))
            self._known = known if isinstance(known, dict) else {}

    def of(self, path: Path) -> str:
        """Return the file's sha256, in hexadecimal digits."""
        status = path.stat()
        if status.st_size < _REMEMBERED_FROM_BYTES:
            return hashlib.sha256(path.read_bytes()).hexdigest()
        mark = [status.st_size, status.st_mtime_ns, status.st_ctime_ns]
        known = self._known.get(str(path), [])
        if known[:3] == mark and len(known) == 4:
            self._used[str(path)] = known
            return str(known[3])
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        # A file that was changed just now could be changed again within the same tick of the clock.
        if time.time() - max(status.st_mtime, status.st_ctime) > _SETTLED_SECONDS:
            self._used[str(path)] = [*mark, digest]
        return digest

    def save(self) -> None:
        """Remember for the next load; where nothing can be written, that one hashes again."""
        if self._used == self._known:
            return
        with contextlib.suppress(OSError):
            unfinished = self._path.with_name(f".hashes-{os.getpid()}.json")
            unfinished.touch(mode=0o600)
            unfinished.write_text(json.dumps(self._used), encoding="utf-8")
            unfinished.replace(self._path)
