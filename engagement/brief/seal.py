"""The institution's key for kept briefs: a file that was changed by hand no longer bears its seal."""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Any

KEY_FILE = ".key"


def seal_key(drafts_dir: Path, *, is_made: bool = True) -> bytes:
    """Return the key: the environment's ENGAGEMENT_BRIEF_KEY, else a file beside the drafts.

    Args:
        drafts_dir: the folder of drafts.
        is_made: make it where there is none; otherwise nothing bears the seal of an empty one.

    Raises:
        OSError: it cannot be read or made.
    """
    chosen = os.environ.get("ENGAGEMENT_BRIEF_KEY")
    if chosen:
        return chosen.encode()
    path = drafts_dir / KEY_FILE
    if not path.exists() and not is_made:
        return b""
    if not path.exists():
        drafts_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
        unfinished = path.with_name(f"{KEY_FILE}-{os.getpid()}-{secrets.token_hex(4)}")
        descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(secrets.token_hex(32))
        try:
            os.link(unfinished, path)  # of two processes that make one at the same time, the first one's counts
        except FileExistsError:
            pass
        finally:
            unfinished.unlink()
    return path.read_bytes()


def seal(content: Mapping[str, Any], key: bytes) -> str:
    """Return the seal of what a file says, however it is laid out."""
    text = json.dumps(content, sort_keys=True, ensure_ascii=True, separators=(",", ":"))
    return hmac.new(key, text.encode(), hashlib.sha256).hexdigest()


def is_sealed(content: Mapping[str, Any], given: object, key: bytes) -> bool:
    """Whether a seal is that of the content, made with this key."""
    return isinstance(given, str) and hmac.compare_digest(seal(content, key).encode(), given.encode())
