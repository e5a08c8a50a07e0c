"""One load at a time, also over processes: the second one waits for the first."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl


@contextmanager
def exclusive(path: Path, *, on_wait: Callable[[], None], poll_seconds: float = 0.05) -> Iterator[None]:
    """Hold the lock file `path`; wait while another process or thread holds it.

    The system lets go of the lock when its holder ends, however it ends, so nothing is ever left locked.

    Args:
        path: the lock file; made if missing, never removed.
        on_wait: called once, when the lock is found taken.
        poll_seconds: how often a taken lock is tried again, in seconds.

    Raises:
        OSError: the file cannot be opened for writing.
    """
    with open(path, "a+b", opener=_for_its_owner) as file:
        if not _take(file):
            on_wait()
            while not _take(file):
                time.sleep(poll_seconds)
        try:
            yield
        finally:
            _release(file)


def _for_its_owner(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


if sys.platform == "win32":

    def _take(file: IO[bytes]) -> bool:
        file.seek(0)
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def _release(file: IO[bytes]) -> None:
        file.seek(0)
        msvcrt.locking(file.fileno(), msvcrt.LK_UNLCK, 1)

else:

    def _take(file: IO[bytes]) -> bool:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _release(file: IO[bytes]) -> None:
        fcntl.flock(file, fcntl.LOCK_UN)
