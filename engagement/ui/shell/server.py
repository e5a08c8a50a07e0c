"""What surrounds the pages on the network: start-up, health, security headers, static files."""

from __future__ import annotations

import base64
import hashlib
import logging
import re
import threading
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st
from anyio import to_thread
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse
from starlette.routing import Mount, Route, WebSocketRoute
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit import config

from engagement import __version__
from engagement.access.log_lines import format_all
from engagement.api import answers, embed
from engagement.api.guard import Guard
from engagement.app import runtime
from engagement.app.menu import MENU
from engagement.errors import EngagementError
from engagement.settings import ROOT
from engagement.store.outcome import Failure, Refusal, Waiting
from engagement.ui.shell import changes, departed, early_style, gate, packed, parts, warm, way_back
from engagement.ui.shell.gate import path_of

log = logging.getLogger("engagement")

_INLINE_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)
_SHAPES_SECONDS = 3600
_FOR_ALL = ("status", "age_seconds", "stale_since", "refused_at", "waiting_since")
"""What /healthz tells whoever is no steward where readers sign in."""

_SCRIPT = '<script>window.__streamlit = {BACKEND_BASE_URL: new URL(".", location.href).href}</script>'
"""Says where the server is: Streamlit would first look below the page's own address, and log what it does not find."""

_HEAD = _SCRIPT + early_style.style()


@asynccontextmanager
async def lifespan(app: st.App) -> AsyncIterator[dict[str, Any]]:
    """Open or build the snapshot and make the first page while the first visitor's browser starts; let go of it all."""
    _log_to_standard_error()
    threading.Thread(target=_start, name="engagement-start", daemon=True).start()
    async with changes.watching(), departed.letting_go():
        yield {}
    await to_thread.run_sync(runtime.stop)


def _start() -> None:
    try:
        runtime.start()
        warm.warm()
    except EngagementError as error:
        # the pages tell what is wrong and what to do, so the server has to be there
        log.error("nothing to show: %s", "; ".join(fault.what for fault in error.faults))
    except Exception as error:  # noqa: BLE001  as above; a reader finds the reference of their own attempt
        parts.write_down(error)


async def healthz(request: Request) -> JSONResponse:
    """Tell snapshot, age and whether a delivery was refused; 503 where there is nothing to show, or not yet."""
    health = await to_thread.run_sync(_health)
    if not gate.is_steward(request):
        health = {name: told for name, told in health.items() if name in _FOR_ALL}
    return JSONResponse(health, status_code=503 if health["status"] in ("starting", "no data") else 200)


def _health() -> dict[str, Any]:
    if runtime.is_starting():
        return {"status": "starting", "version": __version__}
    try:
        warehouse = runtime.warehouse()
        trouble = runtime.trouble()
    except EngagementError as error:
        return {"status": "no data", "version": __version__, "faults": len(error.faults)}
    refused = trouble if isinstance(trouble, Refusal) else None
    waiting = trouble if isinstance(trouble, Waiting) else None
    failure = trouble if isinstance(trouble, Failure) else None
    snapshot = warehouse.snapshot
    age = datetime.now(UTC) - snapshot.loaded_at.astimezone(UTC)
    return {
        "status": "stale" if failure else "waiting" if waiting else "refused" if refused else "ok",
        "version": __version__,
        "snapshot": snapshot.id,
        "loaded_at": snapshot.loaded_at.isoformat(),
        "age_seconds": round(age.total_seconds()),
        "is_demonstration": snapshot.is_demonstration,
        "refused_at": refused.refused_at.isoformat() if refused else None,
        "refused_faults": len(refused.faults) if refused else 0,
        "waiting_since": waiting.since.isoformat() if waiting else None,
        "waiting_losses": list(waiting.losses) if waiting else [],
        "stale_since": failure.since.isoformat() if failure else None,
        "stale_why": failure.why if failure else None,
        "stale_tries": failure.tries if failure else 0,
        "queries": len(warehouse.catalog.queries),
        "faulty_query_files": len(warehouse.catalog.faults),
    }


class SecurityHeaders:
    """Puts the same protective headers on every response, ours and Streamlit's alike."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and add the headers where its response starts."""

        async def send_with_headers(message: Message) -> None:
            if message["type"] in ("http.response.start", "websocket.http.response.start"):
                is_embedded = path_of(scope).startswith(gate.EMBEDDED)
                ours = framed_headers(gate.frame_ancestors()) if is_embedded else security_headers()
                names = {name.lower().encode() for name in ours}
                kept = [pair for pair in message.get("headers", []) if pair[0].lower() not in names]
                added = [(name.lower().encode(), text.encode()) for name, text in ours.items()]
                if _is_page(kept) and not is_embedded:
                    added.append((b"link", _chart_library().encode()))
                message["headers"] = kept + added
            await send(message)

        await self._app(scope, receive, send_with_headers)


class Base:
    """Puts `_HEAD` into Streamlit's page, before its own scripts."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on; where a page comes back, its head begins with it. What stands in others' pages is none."""
        asked = dict(scope.get("headers", ()))
        is_for_page = scope["type"] == "http" and b"text/html" in asked.get(b"accept", b"")
        if not is_for_page or path_of(scope).startswith(gate.EMBEDDED):
            await self._app(scope, receive, send)
            return
        is_page = False
        plain = [
            pair for pair in scope["headers"] if pair[0] != b"accept-encoding"
        ]  # what is packed cannot be added to

        async def send_with_base(message: Message) -> None:
            nonlocal is_page
            if message["type"] == "http.response.start":
                is_page = message["status"] == 200 and _is_page(message["headers"])
                if is_page:
                    message["headers"] = [_longer(name, text) for name, text in message["headers"]]
            elif message["type"] == "http.response.body" and is_page and b"<head>" in message.get("body", b""):
                message["body"] = message["body"].replace(b"<head>", b"<head>" + _HEAD.encode(), 1)
            await send(message)

        await self._app({**scope, "headers": plain}, receive, send_with_base)


def _longer(name: bytes, text: bytes) -> tuple[bytes, bytes]:
    return (name, str(int(text) + len(_HEAD.encode())).encode()) if name.lower() == b"content-length" else (name, text)


def _is_page(headers: Iterable[tuple[bytes, bytes]]) -> bool:
    return any(name.lower() == b"content-type" and text.startswith(b"text/html") for name, text in headers)


@cache
def security_headers() -> dict[str, str]:
    """Return the headers. The policy lets a page reach this server and nothing else."""
    policy = {
        "default-src": "'self'",
        "script-src": " ".join(["'self'", *_inline_script_hashes()]),
        "style-src": "'self' 'unsafe-inline'",  # Streamlit writes its styles into the page
        "img-src": "'self' data: blob:",
        "font-src": "'self' data:",
        "connect-src": "'self' data: blob:",
        "worker-src": "'self' blob:",
        "object-src": "'none'",
        "base-uri": "'self'",
        "form-action": "'self'",
        "frame-ancestors": "'none'",
    }
    return {
        "Content-Security-Policy": "; ".join(f"{name} {sources}" for name, sources in policy.items()),
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "Referrer-Policy": "no-referrer",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    }


@cache
def framed_headers(ancestors: tuple[str, ...]) -> dict[str, str]:
    """Return the headers of what pages elsewhere may show in a frame, and of nothing else."""
    headers = security_headers()
    if not ancestors:
        return headers
    policy = headers["Content-Security-Policy"].replace(
        "frame-ancestors 'none'", f"frame-ancestors {' '.join(ancestors)}"
    )
    # older than the policy, which it would contradict: it knows no list
    kept = {name: text for name, text in headers.items() if name != "X-Frame-Options"}
    return {**kept, "Content-Security-Policy": policy}


@cache
def _chart_library() -> str:
    """Has a browser fetch and read what charts are drawn with while it starts, not when the first chart arrives."""
    files = (Path(st.__file__).parent / "static" / "static" / "js").glob("PlotlyChart.*.js")
    return ", ".join(f"<./static/js/{file.name}>; rel=modulepreload" for file in files)


def _inline_script_hashes() -> list[str]:
    """Hashes of the scripts inside Streamlit's own page, so that no other inline script may run."""
    page = Path(st.__file__).parent / "static" / "index.html"
    scripts = _INLINE_SCRIPT.findall(_SCRIPT + page.read_text(encoding="utf-8"))
    digests = (base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() for script in scripts)
    return [f"'sha256-{digest}'" for digest in digests]


class _Shapes(StaticFiles):
    """static/, kept by browsers for an hour and asked for again after that."""

    def file_response(self, *args: Any, **kwargs: Any) -> Any:
        response = super().file_response(*args, **kwargs)
        response.headers["Cache-Control"] = f"public, max-age={_SHAPES_SECONDS}"
        return response


async def first_page(request: Request) -> RedirectResponse:
    """Send whoever types a name for the first page, which has none, to its address."""
    return RedirectResponse(f"./?{request.url.query}" if request.url.query else "./")


def below(path: str) -> str:
    """Return a path below the one that the dashboard is served at, as Streamlit's own paths are."""
    base = (config.get_option("server.baseUrlPath") or "").strip("/")
    return f"/{base}/{path}" if base else f"/{path}"


programs = Guard()
# Streamlit looks for static/ beside the script that runs, which would be pages/static/
routes = [
    Route(below("healthz"), healthz),
    WebSocketRoute(below("changes"), changes.tell),
    Route(below(MENU[0].file.removesuffix(".py")), first_page),
    Mount(below("app/static"), _Shapes(directory=ROOT / "static")),
    *answers.routes(below, programs),
    *embed.routes(below, programs),
]
middleware = [
    Middleware(SecurityHeaders),
    Middleware(gate.Gate),
    Middleware(way_back.WayBack),
    Middleware(packed.Packed),
    Middleware(Base),
]


def _log_to_standard_error() -> None:
    if not log.handlers:
        log.addHandler(logging.StreamHandler())
        log.setLevel(logging.INFO)
        log.propagate = False
    try:
        as_json = runtime.settings().log_format == "json"
    except EngagementError:
        as_json = False
    format_all(("uvicorn", "uvicorn.error", "streamlit"), as_json=as_json)
