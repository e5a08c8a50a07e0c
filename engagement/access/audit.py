"""The audit log: one line of JSON for everything that a reader asks, takes away or changes; never a row of the data."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from datetime import UTC, date, datetime
from io import TextIOWrapper
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import Any

EVENTS = (
    *("signed in", "refused", "page", "workbench", "download", "upload", "brief", "confirmed", "changed"),
    *("answer", "token"),
)
_BYTES, _KEPT = 10 * 2**20, 20
_LONGEST = 4_000


class _OwnersFile(RotatingFileHandler):
    """A log that nobody but its owner may read, after it was renamed too."""

    def _open(self) -> TextIOWrapper:
        Path(self.baseFilename).touch(mode=0o600)
        return super()._open()


class AuditLog:
    """Writes to a file that is renamed when it is full; the oldest of twenty goes. Safe from any number of threads."""

    def __init__(self, path: Path, *, max_bytes: int = _BYTES, kept: int = _KEPT) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._handler = _OwnersFile(path, maxBytes=max_bytes, backupCount=kept, encoding="utf-8", delay=True)

    def write(self, event: str, *, who: str, session: str, **details: Any) -> None:
        """Add a line.

        Args:
            event: one of `EVENTS`.
            who: the name that the identity provider gives; empty where nobody signs in.
            session: of the browser's tab.
            details: what was asked, by name: ids, parameters, SQL, file names.
        """
        if event not in EVENTS:
            raise ValueError(event)
        line = {"at": datetime.now(UTC).isoformat(timespec="milliseconds"), "who": who, "session": session}
        line |= {"event": event, **details}
        record = logging.LogRecord("audit", logging.INFO, "", 0, json.dumps(_short(line)), (), None)
        self._handler.handle(record)

    def close(self) -> None:
        """Let go of the file."""
        self._handler.close()


def _short(value: Any) -> Any:
    """Return a value as JSON has it; a text that somebody typed without end is cut."""
    if isinstance(value, str):
        return value if len(value) <= _LONGEST else f"{value[:_LONGEST]}… ({len(value):,} characters)"
    if isinstance(value, Mapping):
        return {str(name): _short(part) for name, part in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [_short(part) for part in (sorted(value) if isinstance(value, (set, frozenset)) else value)]
    return value.isoformat() if isinstance(value, date) else value
