"""Open pages are told of changes over a WebSocket, whatever a client does on it."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor

import pytest
from starlette.websockets import WebSocket

from engagement.ui.shell import changes


@pytest.fixture
def told() -> list[str]:
    """What clients were told."""
    return []


def run(told: list[str], *messages: dict[str, object], is_gone: bool = False) -> set[str]:
    """Connect a client that sends messages and goes; what still runs for it afterwards."""

    async def talk() -> set[str]:
        waiting = [{"type": "websocket.connect"}, *messages, {"type": "websocket.disconnect", "code": 1005}]

        async def receive() -> dict[str, object]:
            await asyncio.sleep(0.01)
            return waiting.pop(0)

        async def send(message: dict[str, object]) -> None:
            if message["type"] == "websocket.send":
                if is_gone:
                    raise OSError
                told.append(str(message["text"]))

        mark = changes._Mark()
        mark.text = "a mark"
        changes._mark = mark
        try:
            await changes.tell(WebSocket({"type": "websocket", "headers": [(b"host", b"localhost")]}, receive, send))
            await asyncio.sleep(0)
            return {each.get_coro().__name__ for each in asyncio.all_tasks() - {asyncio.current_task()}}
        finally:
            changes._mark = None

    # in a thread: the browser's tests leave a loop running in theirs
    with ThreadPoolExecutor(max_workers=1) as pool:
        return pool.submit(lambda: asyncio.run(talk(), debug=True)).result()


@pytest.mark.parametrize(
    "message",
    [{"bytes": b"no text"}, {"text": None, "bytes": b""}, {"text": "x" * 100_000}],
    ids=["bytes", "nothing", "much"],
)
def test_what_a_client_says_is_not_looked_at(told, message):
    assert run(told, {"type": "websocket.receive", **message}) == set()
    assert told == ["a mark"]


def test_a_client_that_goes_while_it_is_told_leaves_nothing_behind(told, caplog):
    assert run(told, is_gone=True) == set()
    assert caplog.records == []
