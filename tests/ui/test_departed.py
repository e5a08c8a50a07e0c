"""Sessions of readers who have gone leave the server's memory."""

from __future__ import annotations

import asyncio
import gc
import weakref
from concurrent.futures import ThreadPoolExecutor

import pytest
from streamlit.runtime.caching.ttl_cache import TTLCache
from streamlit.runtime.memory_session_storage import MemorySessionStorage
from streamlit.runtime.session_manager import SessionInfo

from engagement.app import runtime
from engagement.ui.shell.departed import expire, letting_go


class Session:
    """What Streamlit keeps of a reader, as far as its storage asks."""

    def __init__(self, id_: str) -> None:
        self.id = id_
        self.is_shut_down = False
        self.session_state: dict[str, object] = {}

    def shutdown(self) -> None:
        self.is_shut_down = True


class Clock:
    """Tells the storage how late it is, in seconds."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def storage(clock: Clock) -> MemorySessionStorage:
    """Streamlit's storage, by our clock."""
    own = MemorySessionStorage()
    own._cache = TTLCache(own._cache.maxsize, own._cache.ttl, timer=clock)
    return own


def test_a_session_that_is_over_is_let_go_and_another_is_kept(storage: MemorySessionStorage, clock: Clock):
    gone, here = Session("gone"), Session("here")
    is_alive = weakref.ref(gone)
    storage.save(SessionInfo(client=None, session=gone))
    clock.now = 100
    storage.save(SessionInfo(client=None, session=here))
    clock.now = 130
    assert expire(storage) == 1
    del gone
    gc.collect()
    assert is_alive() is None
    assert expire(storage) == 0
    assert [kept.session.id for kept in storage.list()] == ["here"]


def test_what_a_reader_has_put_in_goes_even_where_their_session_is_held(storage: MemorySessionStorage, clock: Clock):
    held = Session("held")
    held.session_state["file"] = "rows"
    storage.save(SessionInfo(client=None, session=held))
    assert expire(storage) == 0
    assert held.session_state
    clock.now = 130
    assert expire(storage) == 1
    assert (held.is_shut_down, held.session_state) == (True, {})


def test_no_file_is_left_of_a_server_that_ends(tmp_path, monkeypatch):
    runtime.stop()
    monkeypatch.setenv("ENGAGEMENT_DATA", str(tmp_path))
    trial, preview = tmp_path / "trials" / "0a1b", tmp_path / "trials" / "preview-of-the-command-line"
    for folder in (trial, preview):
        folder.mkdir(parents=True)
        (folder / "placements.csv").write_text("rows")

    async def serve():
        async with letting_go():
            assert trial.exists()

    with ThreadPoolExecutor(1) as own:  # the browser of another test may hold this thread's event loop
        own.submit(lambda: asyncio.run(serve())).result()
    runtime.stop()
    assert list((tmp_path / "trials").iterdir()) == [preview]
