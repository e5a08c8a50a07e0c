"""However much one reader asks at once, others are answered."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from engagement.access.policy import Reader
from engagement.api.guard import READER, Guard
from engagement.api.rates import Rates
from engagement.app import runtime
from tests.browser.serving import free_port


@pytest.fixture
def slow(tmp_path, monkeypatch):
    """A server whose answers wait until they are let go, for readers whom a header names."""
    runtime.stop()
    monkeypatch.setenv("ENGAGEMENT_DATA", str(tmp_path))
    let_go = threading.Event()

    def wait(request, reader):
        del request
        let_go.wait(20)
        return PlainTextResponse(reader.name)

    async def app(scope, receive, send):
        if scope["type"] == "http":
            name = dict(scope["headers"]).get(b"x-name", b"").decode()
            scope = {**scope, READER: Reader(name, "viewer")}
        await inner(scope, receive, send)

    def problem(status, faults, headers):
        return PlainTextResponse(faults[0].what, status, dict(headers))

    inner = Starlette(routes=[Route("/", Guard()(wait, problem))])
    port = free_port()
    server = uvicorn.Server(uvicorn.Config(app, port=port, log_level="error", lifespan="off"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    yield f"http://localhost:{port}/", let_go
    let_go.set()
    server.should_exit = True
    thread.join()
    runtime.stop()


def test_one_reader_does_not_take_all_places(slow):
    url, let_go = slow

    def ask(name: str) -> int:
        for _ in range(50):
            try:
                return httpx.get(url, headers={"X-Name": name}, timeout=30).status_code
            except httpx.ConnectError:
                threading.Event().wait(0.1)
        raise AssertionError("nothing listens")

    with ThreadPoolExecutor(10) as pool:
        greedy = [pool.submit(ask, "greedy") for _ in range(6)]
        while sum(asked.done() for asked in greedy) < 4:
            threading.Event().wait(0.05)
        other = pool.submit(ask, "other")
        let_go.set()
        assert sorted(asked.result() for asked in greedy) == [200, 200, 429, 429, 429, 429]
        assert other.result() == 200
        assert ask("greedy") == 200


def test_a_place_comes_back_as_time_goes_by():
    now = [0.0]
    rates = Rates(60, clock=lambda: now[0])
    assert [rates.wait("a") for _ in range(60)] == [0.0] * 60
    assert rates.wait("a") == pytest.approx(1.0)
    assert rates.wait("b") == 0.0
    now[0] = 1.0
    assert rates.wait("a") == 0.0
    assert rates.wait("a") > 0.9
