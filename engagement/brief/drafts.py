"""Briefs that are being worked on, kept on the server as they are typed: a file each, in a folder for nobody else.

A reload, a second click and a restart lose nothing; only `drop` throws a draft away. Two who work on the same brief
change the same draft, one statement at a time.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import tempfile
import threading
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

from engagement.brief import file
from engagement.brief.history import History
from engagement.brief.model import Brief
from engagement.brief.subject import Request

_lock = threading.RLock()


class Drafts:
    """The drafts in one folder; safe to use from any number of threads of one process."""

    def __init__(self, folder: Path, *, key: bytes) -> None:
        self.folder, self._key = folder, key
        self.history = History(folder)

    def __contains__(self, name: str) -> bool:
        return self._path(name).is_file()

    def read(self, name: str) -> Brief | None:
        """Return the draft of that name; None where there is none.

        Raises:
            BriefFileError: its file is no brief, or of another version.
        """
        with _lock:
            return file.read(self._path(name), key=self._key) if name in self else None

    def write(self, name: str, brief: Brief) -> None:
        """Save a draft in one step: if it is interrupted, the draft stays as it was.

        Raises:
            OSError: the folder cannot be written to.
        """
        with _lock:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            self.folder.chmod(0o700)
            descriptor, new = tempfile.mkstemp(dir=self.folder, prefix=".writing-")  # readable by its owner alone
            try:
                with os.fdopen(descriptor, "wb") as out:
                    out.write(file.to_bytes(brief, key=self._key))
                    out.flush()
                    os.fsync(out.fileno())
                Path(new).replace(self._path(name))
            except BaseException:
                Path(new).unlink(missing_ok=True)
                raise

    def change(
        self, name: str, change: Callable[[Brief], Brief], *, otherwise: Brief, who: str = "", what: str = ""
    ) -> Brief:
        """Change the draft as it is now, which may hold what someone else has just written.

        Args:
            name: of the draft.
            change: gives the changed brief.
            otherwise: what is changed where there is no draft.
            who: makes the change.
            what: it is, for the history; empty for what is no change of anybody.

        Raises:
            BriefFileError: its file is no brief.
            ConflictError: someone else has changed the same words meanwhile.
            OSError: it cannot be kept.
        """
        with _lock:
            now = self.read(name) or otherwise
            changed = change(now)
            if what and changed != now:
                self.history.record(name, now, who=who, what=what)
            self.write(name, changed)
            return changed

    def undo(self, name: str, *, otherwise: Brief) -> Brief:
        """Take back the last change that is not undone yet, whoever made it.

        Raises:
            BriefFileError, OSError: as for a change.
        """
        with _lock:
            before = self.history.undo(name, self.read(name) or otherwise)
            self.write(name, before)
            return before

    def drop(self, name: str) -> None:
        """Throw a draft away."""
        with _lock:
            self._path(name).unlink(missing_ok=True)
            self.history.drop(name)

    def _path(self, name: str) -> Path:
        return self.folder / f"{name}{file.ENDING}"


def name_of(request: Request) -> str:
    """Return the name of the draft for what was asked for: the summit or region, years and readers."""
    choices = {key: value for key, value in asdict(request).items() if key != "as_of"}
    digest = hashlib.sha256(json.dumps(choices, sort_keys=True).encode()).hexdigest()
    words = re.sub(r"[^a-z0-9]+", "-", f"{request.summit or request.region}-{request.audience}".casefold()).strip("-")
    return f"{words[:60]}-{digest[:12]}"


def name_of_file(content: bytes) -> str:
    """Return the name of the draft for a file that was opened: the same file leads to the same draft again."""
    return f"opened-{hashlib.sha256(content).hexdigest()[:24]}"
