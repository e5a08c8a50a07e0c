"""Small JSON files beside the snapshots: replaced in one step, on disk before anybody relies on them."""

from __future__ import annotations

import contextlib
import json
import os
import secrets
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any


def read_record(path: Path) -> dict[str, Any]:
    """Read the file; return nothing if it is missing, truncated or damaged."""
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):  # of brackets without end
        return {}
    return raw if isinstance(raw, dict) else {}


def write_record(path: Path, value: Mapping[str, Any]) -> None:
    """Replace the file in one step."""
    unfinished = path.with_name(f".{path.name}-{os.getpid()}-{secrets.token_hex(4)}")
    # a file name that is no UTF-8 is escaped, and so can be written
    unfinished.write_text(json.dumps(value, indent=1), encoding="utf-8")
    to_disk(unfinished)
    unfinished.replace(path)


def to_disk(path: Path) -> None:
    """Flush a file or folder to disk."""
    # Windows cannot do this for folders, and does not need to.
    with contextlib.suppress(PermissionError):
        descriptor = os.open(path, os.O_RDONLY)
        try:
            with contextlib.suppress(OSError):
                os.fsync(descriptor)
        finally:
            os.close(descriptor)


def now_text() -> str:
    """Return this second, as records hold it."""
    return datetime.now(UTC).isoformat(timespec="seconds")
