"""What a reader asks, takes away or changes, written to the audit log where others than this machine are served."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from engagement.access.audit import AuditLog
from engagement.settings import Settings


@cache
def _log(path: Path) -> AuditLog:
    return AuditLog(path)


def write(settings: Settings, event: str, *, who: str, session: str = "", **details: Any) -> None:
    """Add a line to the audit log.

    Args:
        settings: who is served, and where the log is.
        event: one of `engagement.access.audit.EVENTS`.
        who: the reader's name.
        session: of the browser's tab; empty for a program.
        details: what was asked, by name.
    """
    if settings.access.sign_in != "none" or settings.access.serves_others:
        _log(settings.audit_path).write(event, who=who, session=session, **details)
