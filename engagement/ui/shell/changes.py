"""Open pages are told when there is new data, a refused delivery or a saved query, and are drawn again by themselves.

Every open page has a WebSocket over which a mark is sent when it changes: between changes an open page costs nothing.
"""

from __future__ import annotations

import asyncio
import hashlib
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import datetime

from anyio import to_thread
from starlette.websockets import WebSocket, WebSocketDisconnect
from streamlit.web.server.starlette.starlette_websocket import _is_origin_allowed

from engagement.app import runtime
from engagement.ui.shell.component import component

log = logging.getLogger("engagement")

_LOOK_SECONDS, _AGAIN_SECONDS = 0.3, 15.0


class _Mark:
    """The mark of a page that is drawn now, and whoever waits for another one."""

    def __init__(self) -> None:
        self.text = ""
        self._changed = asyncio.Event()

    async def watch(self) -> None:
        """Look again and again, once for all pages."""
        while True:
            try:
                text = mark(await to_thread.run_sync(runtime.state_now))
            except Exception:  # whatever it was, it is looked at again
                log.exception("looking for changes failed")
                await asyncio.sleep(_AGAIN_SECONDS)
                continue
            if text != self.text:
                self.text = text
                self._changed.set()
                self._changed = asyncio.Event()
            await asyncio.sleep(_LOOK_SECONDS)

    async def another(self, told: str) -> str:
        """Wait until the mark is another than what was told."""
        while self.text in ("", told):
            await self._changed.wait()
        return self.text


_mark: _Mark | None = None


@asynccontextmanager
async def watching() -> AsyncIterator[None]:
    """Look out for changes while the server runs."""
    global _mark
    _mark = _Mark()
    task = asyncio.create_task(_mark.watch())
    yield
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task


async def tell(socket: WebSocket) -> None:
    """Send the mark when a page opens, and whenever it changes. It tells that there is something new, not what.

    Who may not open the WebSocket of a page may not open this one: the rule is Streamlit's own.
    """
    if not _is_origin_allowed(socket.headers.get("origin"), socket.headers.get("host")):
        await socket.close()  # before it is accepted: 403
        return
    await socket.accept()
    telling = asyncio.create_task(_tell(socket))
    try:
        # a page says nothing, and whatever another client says is not looked at; this ends when it goes
        while (await socket.receive())["type"] != "websocket.disconnect":
            pass
    finally:
        telling.cancel()


async def _tell(socket: WebSocket) -> None:
    told = ""
    with suppress(WebSocketDisconnect):  # it has gone while it was told
        while _mark is not None:
            told = await _mark.another(told)
            await socket.send_text(told)


def listen(drawn_from: tuple[object, ...], *, until: datetime | None = None) -> None:
    """Have the page drawn again as soon as there is another mark than that of what it is drawn from.

    Args:
        drawn_from: what the page shows.
        until: when the reader's session ends, and the page is drawn again whatever happens.
    """
    data = {"mark": mark(drawn_from), "ends": until.timestamp() * 1000 if until else None}
    component("changes", js="changes.js")(key="changes", data=data, on_changed_change=_nothing)


def mark(state: tuple[object, ...]) -> str:
    """Return a short text that is another one when there is something new to show."""
    return hashlib.sha256(repr(state).encode()).hexdigest()[:16]


def _nothing() -> None:
    """Streamlit runs the page again by itself."""
