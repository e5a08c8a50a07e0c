"""The routes and the gate of the dashboard behind a real server, without Streamlit's own pages."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
import uvicorn
from starlette.applications import Starlette

from engagement.api import answers, embed
from engagement.api.guard import Guard
from engagement.app import runtime
from engagement.store.tokens import TokenStore
from engagement.ui.shell import server as shell
from tests.browser.serving import free_port

ELSEWHERE = re.compile(r"Germany|France|Brazil|Latin America|Southeast Asia|\bDEU\b")
"""What a reader of Africa alone may never be told."""

ACCESS = """
[loads]
by = "service"

[limits]
answers_per_minute = 200

[access]
sign_in = "oidc"
frame_ancestors = ["https://intranet.example.edu"]

[[access.roles]]
group = "africa-desk"
role = "viewer"
regions = ["Africa"]

[[access.roles]]
group = "engineering"
role = "viewer"
owning_units = ["School of Engineering"]

[[access.roles]]
group = "all-staff"
role = "viewer"

[[access.roles]]
group = "data-office"
role = "steward"
"""


@dataclass(frozen=True)
class Served:
    """A running server, and tokens of its readers."""

    url: str
    data_dir: Path
    client: httpx.Client

    @property
    def tokens(self) -> TokenStore:
        return TokenStore(self.data_dir / "tokens")

    def audit(self) -> str:
        """The audit log so far."""
        return (self.data_dir / "logs" / "audit.jsonl").read_text()

    def get(self, path: str, token: str = "", **headers: str) -> httpx.Response:
        """Ask below /api with a token."""
        sent = {name.replace("_", "-"): text for name, text in headers.items()}
        sent |= {"Authorization": f"Bearer {token}"} if token else {}
        return self.client.get(f"{self.url}/api/{path}", headers=sent)


@contextmanager
def served(data_dir: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Served]:
    """Serve a data folder while the block lasts."""
    runtime.stop()
    monkeypatch.setenv("ENGAGEMENT_DATA", str(data_dir))
    port = free_port()
    guard = Guard()
    routes = [*answers.routes(shell.below, guard), *embed.routes(shell.below, guard), *shell.routes]
    app = Starlette(routes=routes, middleware=shell.middleware)
    running = uvicorn.Server(uvicorn.Config(app, port=port, log_level="error"))
    thread = threading.Thread(target=running.run, daemon=True)
    thread.start()
    while not running.started:
        time.sleep(0.02)
    try:
        with httpx.Client(timeout=60) as client:
            yield Served(f"http://localhost:{port}", data_dir, client)
    finally:
        running.should_exit = True
        thread.join()
        runtime.stop()
