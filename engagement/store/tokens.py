"""Tokens with which programs ask in a reader's name: made once, told once, kept as a hash.

A token carries the groups that its owner was in when it was made. What these may do is looked up at each request, so
that a role taken away in engagement.toml is taken from its tokens too.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from engagement.access.identity import Identity
from engagement.store.record_file import now_text, read_record, write_record

DAYS = 90
"""How long a token can be used."""

MOST = 10
"""How many tokens one reader has at a time."""

_TEXT = re.compile(r"eng_([0-9a-f]{12})_([\w-]{43})")
_ID = re.compile(r"[0-9a-f]{12}")


@dataclass(frozen=True)
class Token:
    """A token as it is kept; its text is not."""

    id: str
    name: str
    groups: tuple[str, ...]
    purpose: str
    made_at: datetime
    ends_at: datetime

    @property
    def identity(self) -> Identity:
        """Who it stands for."""
        return Identity(self.name, self.groups, self.ends_at)


class TokenStore:
    """The tokens in a folder, a file each, which only the web server's user may read."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def make(self, name: str, groups: tuple[str, ...], *, purpose: str = "", days: int = DAYS) -> str:
        """Keep a new token and return its text, which nobody is told again.

        Raises:
            ValueError: this reader has as many as one may have.
        """
        if len(self.of(name)) >= MOST:
            raise ValueError(f"You have {MOST} tokens. Remove one that is no longer used.")
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        id_, secret = secrets.token_hex(6), secrets.token_urlsafe(32)
        ends_at = datetime.now(UTC) + timedelta(days=days)
        write_record(
            self._path(id_),
            {
                "sha256": _hash(secret),
                "name": name,
                "groups": list(groups),
                "purpose": purpose[:80],
                "made_at": now_text(),
                "ends_at": ends_at.isoformat(timespec="seconds"),
            },
        )
        return f"eng_{id_}_{secret}"

    def find(self, text: str) -> Token | None:
        """Return the token of that text; None where there is none, or it has ended."""
        match = _TEXT.fullmatch(text.strip())
        raw = read_record(self._path(match[1])) if match else {}
        token = _read(match[1], raw) if match else None
        if match is None or token is None or not hmac.compare_digest(str(raw["sha256"]), _hash(match[2])):
            return None
        return None if token.identity.is_over() else token

    def of(self, name: str | None = None) -> list[Token]:
        """Return the tokens of a reader, or of all, oldest first; those that have ended are removed."""
        tokens = []
        for path in self._folder.glob("*.json") if self._folder.is_dir() else ():
            token = _read(path.stem, read_record(path))
            if token is None or token.identity.is_over():
                path.unlink(missing_ok=True)
            elif name in (None, token.name):
                tokens.append(token)
        return sorted(tokens, key=lambda token: token.made_at)

    def remove(self, id_: str, *, name: str | None = None) -> bool:
        """Remove a token, only if it is that reader's where `name` says whose; return whether there was one."""
        token = _read(id_, read_record(self._path(id_))) if _ID.fullmatch(id_) else None
        if token is None or name not in (None, token.name):
            return False
        self._path(id_).unlink(missing_ok=True)
        return True

    def _path(self, id_: str) -> Path:
        return self._folder / f"{id_}.json"


def _read(id_: str, raw: dict[str, object]) -> Token | None:
    groups = raw.get("groups")
    try:
        made_at, ends_at = (datetime.fromisoformat(str(raw[key])) for key in ("made_at", "ends_at"))
    except (KeyError, ValueError):
        return None
    if "sha256" not in raw or not isinstance(groups, list) or not raw.get("name"):
        return None
    return Token(id_, str(raw["name"]), tuple(map(str, groups)), str(raw.get("purpose", "")), made_at, ends_at)


def _hash(secret: str) -> str:
    # of 256 random bits: a slow hash would protect nothing more
    return hashlib.sha256(secret.encode()).hexdigest()
