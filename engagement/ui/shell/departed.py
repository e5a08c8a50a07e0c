"""Let go of the sessions of readers who have gone, and give their memory back; and of files that nobody tries any more.

Streamlit keeps a session for two minutes, in case its reader comes back, and then until somebody else comes or goes:
after a busy hour the pages of fifty readers would stay in memory all night.
"""

from __future__ import annotations

import asyncio
import ctypes
import gc
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from functools import cache
from typing import Any

from anyio import to_thread
from streamlit.runtime import Runtime
from streamlit.runtime.memory_session_storage import MemorySessionStorage

from engagement.app import runtime
from engagement.errors import EngagementError
from engagement.store import trials

log = logging.getLogger("engagement")

_EVERY_SECONDS = 30.0
_MMAP_THRESHOLD, _ARENA_MAX = -3, -8  # of malloc.h


@asynccontextmanager
async def letting_go() -> AsyncIterator[None]:
    """Look every half minute, while the server runs, whether sessions are over."""
    _have_large_blocks_go_back()
    task = asyncio.create_task(_look())
    yield
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task
    await to_thread.run_sync(_sweep, True)


async def _look() -> None:
    while True:
        await asyncio.sleep(_EVERY_SECONDS)
        try:
            if expire(Runtime.instance()._session_mgr._session_storage):  # type: ignore[attr-defined]
                await to_thread.run_sync(_give_back)
            await to_thread.run_sync(_sweep)
        except Exception:  # whatever it was, memory is no reason to stop
            log.exception("letting go of sessions failed")


def expire(storage: MemorySessionStorage) -> int:
    """Drop the sessions whose time to come back is over; return how many. Runs where Streamlit uses the storage.

    Each is ended, not only forgotten: Streamlit's loop holds the last one that was open until somebody else comes, and
    with it what its reader has uploaded.
    """
    kept: Any = storage._cache
    gone = [info.session for _, info in kept.expire()]
    for session in gone:
        session.shutdown()
        session.session_state.clear()
    return len(gone)


def _sweep(is_end: bool = False) -> None:
    """Remove files that are not tried any more, which may be about people: all as this server ends, else those that a
    server which was killed has left."""
    with suppress(EngagementError):  # pages tell what is wrong with the settings
        (trials.end_all if is_end else trials.sweep)(runtime.settings())


def _give_back() -> None:
    gc.collect()  # a session and its script refer to each other
    if allocator := _allocator():
        allocator.malloc_trim(0)


def _have_large_blocks_go_back() -> None:
    """Have the GNU C library return what is large when it is freed; by itself it keeps ever larger blocks, per thread.

    Of fifty readers who had gone 86 to 109 MB were left, and 39 MB with this (benchmarks/fifty_sessions.py).
    """
    if allocator := _allocator():
        allocator.mallopt(_MMAP_THRESHOLD, 128 * 1024)
        allocator.mallopt(_ARENA_MAX, 2)


@cache
def _allocator() -> Any:
    """Return the GNU C library; None on systems with another."""
    try:
        library = ctypes.CDLL(None)
        return library if library.malloc_trim and library.mallopt else None
    except (AttributeError, OSError, TypeError):
        return None
