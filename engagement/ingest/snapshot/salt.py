"""The salt that makes pseudonyms of people's keys; without it nobody can work out who a key stands for."""

from __future__ import annotations

import hashlib
import os
import secrets

from engagement.errors import Fault, SnapshotError
from engagement.place import Place
from engagement.settings import Settings
from engagement.store.fingerprint import SALT_FILE

_SHORTEST = 16


def read_salt(settings: Settings) -> str:
    """Return the institution's salt: the environment's ENGAGEMENT_SALT, else data/.salt, made at the first load.

    Raises:
        SnapshotError: the salt is too short to protect anyone, or cannot be read or made.
    """
    path = settings.data_dir / SALT_FILE
    chosen = os.environ.get("ENGAGEMENT_SALT")
    if chosen:
        return _checked(chosen, Place(part="the environment variable ENGAGEMENT_SALT"))
    try:
        if path.exists():
            return _checked(path.read_text(encoding="utf-8").strip(), Place.of(path))
        return _make(settings)
    except (OSError, UnicodeDecodeError) as error:
        fix = "Check the folder's permissions, or set ENGAGEMENT_SALT."
        raise SnapshotError(Fault(f"The salt cannot be read or made: {error}", Place.of(path), fix, "salt")) from error


def salt_fingerprint(salt: str) -> str:
    """Return what tells one salt from another without giving it away: another salt makes another snapshot."""
    return hashlib.sha256(b"engagement salt fingerprint " + salt.encode()).hexdigest()[:16]


def _make(settings: Settings) -> str:
    salt = secrets.token_hex(32)
    path = settings.data_dir / SALT_FILE
    settings.records_dir.mkdir(mode=0o700, exist_ok=True)
    # Written aside and renamed: a load killed here leaves no half salt that would be taken for a whole one.
    unfinished = settings.records_dir / f".salt-{os.getpid()}"
    descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(salt + "\n")
        file.flush()
        os.fsync(file.fileno())
    unfinished.replace(path)
    return salt


def _checked(salt: str, where: Place) -> str:
    if len(salt) < _SHORTEST:
        fix = f"Use at least {_SHORTEST} characters, best 64 random ones. People's numbers change with the salt."
        raise SnapshotError(Fault("The salt is too short to protect anyone.", where, fix, "salt"))
    return salt
