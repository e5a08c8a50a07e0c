"""Sessions of readers who have gone leave the server's memory."""

from __future__ import annotations

import gc
import time
import weakref

from streamlit.runtime.memory_session_storage import MemorySessionStorage
from streamlit.runtime.session_manager import SessionInfo

from engagement.ui.shell.departed import expire


class Session:
    """What Streamlit keeps of a reader, as far as its storage asks."""

    def __init__(self, id_: str) -> None:
        self.id = id_


def test_a_session_that_is_over_is_let_go_and_another_is_kept():
    storage = MemorySessionStorage(ttl_seconds=1)
    gone, here = Session("gone"), Session("here")
    is_alive = weakref.ref(gone)
    storage.save(SessionInfo(client=None, session=gone))
    time.sleep(1.1)
    assert expire(storage) == 1
    storage.save(SessionInfo(client=None, session=here))
    del gone
    gc.collect()
    assert is_alive() is None
    assert expire(storage) == 0
    assert [kept.session.id for kept in storage.list()] == ["here"]
