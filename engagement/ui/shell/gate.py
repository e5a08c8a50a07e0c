"""What is asked of the server outside the pages: by whom, under which name, and whether that is any of theirs.

Pages are Streamlit's one WebSocket, where `sign_in` decides. Everything else goes through here: files that a page has
offered, uploads, the mark of changes. What is not known to be harmless needs a reader who has signed in.
"""

from __future__ import annotations

import ipaddress
import logging
import math
import os
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import partial

from anyio import to_thread
from starlette.datastructures import Headers
from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit import config
from streamlit.auth_util import get_origin_from_redirect_uri
from streamlit.web.server.server_util import get_cookie_secret
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME
from streamlit.web.server.starlette.starlette_websocket import (
    _get_signed_cookie_with_chunks,
    _parse_decoded_user_cookie,
    is_host_allowed,
)

from engagement.access.identity import from_headers, from_token, reader_of
from engagement.access.policy import Access, Reader
from engagement.api.guard import READER
from engagement.app import runtime
from engagement.app.menu import MENU
from engagement.errors import EngagementError
from engagement.store.tokens import TokenStore
from engagement.ui.shell import audited

log = logging.getLogger("engagement")

_OWN_NAMES = frozenset(("localhost", "127.0.0.1", "::1", "[::1]"))
PAGES = frozenset(("", *(entry.file.removesuffix(".py") for entry in MENU)))
_OPEN = frozenset(
    (
        "index.html",
        "favicon.svg",
        "favicon.png",
        "healthz",
        "_stcore/health",
        "_stcore/host-config",
        "_stcore/stream",
        "auth/login",
        "auth/logout",
        "oauth2callback",
    )
)
_PROGRAMS = "api/"
"""Below it programs ask, each in the name of a reader."""

EMBEDDED = "embed/"
"""Below it are parts for the pages of others; what answers there turns away whoever is no reader, in a page."""

_OPEN_FOLDERS = ("static/", "app/static/", "_stcore/bidi-components/")
_UPLOADS = "_stcore/upload_file/"
"""Briefs, and files that stewards try; each takes memory until its reader has gone."""
_MOST_OF_A_BRIEF = 6 * 2**20  # bytes, with what surrounds a file in a form
# Streamlit's own figures and interfaces for machines, which nobody here reads
_CLOSED = ("_stcore/metrics", "_stcore/script-health-check", "_stcore/agent/")


MOST_STRANGERS = 100
"""Pages that may be open at a time whose readers have not signed in: each takes a session's memory."""


class Gate:
    """Refuses what is none of the asker's business before anything else sees it."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._strangers = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it."""
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        request, access = HTTPConnection(scope), _access()
        status, why = refusal(request, access)
        if status:
            await _refuse(scope, receive, send, status, why)
        elif scope["type"] == "websocket" and is_stranger(request):
            await self._with_stranger(scope, receive, send)
        else:
            if path_of(scope).startswith((_PROGRAMS, EMBEDDED)):
                scope = {**scope, READER: reader(request, access)}
            await self._app(scope, receive, _with_secure_cookies(scope, _audited(scope, send)))

    async def _with_stranger(self, scope: Scope, receive: Receive, send: Send) -> None:
        if self._strangers >= MOST_STRANGERS:
            await _refuse(scope, receive, send, 503, "")
            return
        self._strangers += 1
        try:
            await self._app(scope, receive, send)
        finally:
            self._strangers -= 1


def refusal(request: HTTPConnection, access: Access) -> tuple[int, str]:
    """Status and reason of a refusal; 0 where there is none."""
    address = request.client.host if request.client else ""
    host = request.headers.get("host")
    if access.sign_in == "none" and not access.serves_others:
        if not _is_loopback(address) or _name(host) not in _OWN_NAMES:
            return 403, "This dashboard serves this machine alone: docs/operating.md says how to serve others."
    elif not is_host_allowed(host):
        return 403, "There is no dashboard under this name."
    path = path_of(request.scope)
    if path.startswith(_CLOSED):
        return 404, "There is nothing here."
    if access.sign_in == "proxy" and not (_sees_addresses() and access.is_proxy(address)):
        return 403, "Requests come through the proxy that signs readers in."
    if access.sign_in == "none" or path in PAGES or path in _OPEN or path.startswith((*_OPEN_FOLDERS, EMBEDDED)):
        return 0, ""
    found = reader(request, access)
    if found is not None and path.startswith(_UPLOADS):
        if not found.may("committee"):
            return 403, "Your role opens no files."
        if not found.may("steward") and _size(request) > _MOST_OF_A_BRIEF:
            return 413, "A brief has at most 5 MB."
    return (0, "") if found else (401, "Sign in first.")


def _size(request: HTTPConnection) -> float:
    """Return how many bytes a request says that it brings; one that does not say may bring any number."""
    said = request.headers.get("content-length", "")
    return int(said) if said.isdecimal() else math.inf


def reader(request: HTTPConnection, access: Access) -> Reader | None:
    """Who a request comes from: by the token of a program, else by its cookie or by the headers of the proxy."""
    if access.sign_in != "none" and path_of(request.scope).startswith(_PROGRAMS) and "authorization" in request.headers:
        # one that is not valid is nobody's, whoever else has signed in
        kind, _, text = request.headers["authorization"].partition(" ")
        token = TokenStore(runtime.settings().tokens_dir).find(text) if kind.lower() == "bearer" else None
        return reader_of(access, token.identity if token else None)
    if access.sign_in == "proxy":
        return reader_of(access, from_headers(access, request.headers.items(), since=datetime.now(UTC)))
    return reader_of(access, from_token(access, _claims(request.cookies)) if access.sign_in == "oidc" else None)


def frame_ancestors() -> tuple[str, ...]:
    """Return the addresses whose pages may show a part of this dashboard in a frame."""
    return _access().frame_ancestors


def is_steward(request: HTTPConnection) -> bool:
    """Return whether whoever asks may know how loads went; so may anybody where nobody signs in."""
    found = reader(request, _access())
    return found is not None and found.may("steward")


def is_stranger(request: HTTPConnection) -> bool:
    """Whether readers sign in here, and whoever asks has not."""
    access = _access()
    return access.sign_in != "none" and reader(request, access) is None


def _claims(cookies: Mapping[str, str]) -> Mapping[str, object]:
    """Return what the identity provider has said, as Streamlit keeps it in a signed cookie."""
    raw = _get_signed_cookie_with_chunks(dict(cookies), USER_COOKIE_NAME) if get_cookie_secret() else None
    return _parse_decoded_user_cookie(raw, get_origin_from_redirect_uri() or "") if raw else {}


def _access() -> Access:
    try:
        return runtime.settings().access
    except EngagementError:
        return Access()  # nothing but the faults of the settings is shown, and this machine alone sees them


def path_of(scope: Scope) -> str:
    """Return the path that is asked for, without the one below which the dashboard is served.

    One slash is taken away, not several: what routes find below `//embed/` is not what they find below `/embed/`.
    """
    base = (config.get_option("server.baseUrlPath") or "").strip("/")
    path = str(scope["path"]).removeprefix("/")
    return path.removeprefix(base if path == base else f"{base}/") if base else path


def _name(host: str | None) -> str:
    """Return the name in a Host header, without the port."""
    return re.sub(r":\d*$", "", (host or "").lower()).rstrip(".")


def _is_loopback(address: str) -> bool:
    try:
        found = ipaddress.ip_address(address)
        # an IPv4 address as a socket for both kinds writes it
        mapped = found.ipv4_mapped if isinstance(found, ipaddress.IPv6Address) else None
        return (mapped or found).is_loopback
    except ValueError:
        return False


def _sees_addresses() -> bool:
    """Whether the address of a request is that of the proxy, and not what X-Forwarded-For says."""
    if os.environ.get("FORWARDED_ALLOW_IPS") == "":
        return True
    log.error('sign_in = "proxy" needs FORWARDED_ALLOW_IPS="" in the environment: docs/operating.md')
    return False


async def _refuse(scope: Scope, receive: Receive, send: Send, status: int, why: str) -> None:
    if scope["type"] == "http":
        await PlainTextResponse(why, status)(scope, receive, send)
        return
    await receive()
    await send({"type": "websocket.close", "code": 1008, "reason": ""})  # before it is accepted: 403


def _audited(scope: Scope, send: Send) -> Send:
    """Files that are taken away or brought are written to the audit log, by name."""
    request = HTTPConnection(scope)
    kind = {"media": "download", "_stcore/upload_file": "upload"}
    event = next((event for folder, event in kind.items() if path_of(request.scope).startswith(f"{folder}/")), "")
    if not event or scope["type"] != "http" or scope["method"] not in ("GET", "PUT"):
        return send

    async def send_audited(message: Message) -> None:
        if message["type"] == "http.response.start" and message["status"] < 300:
            found = reader(request, _access())
            file = Headers(raw=message["headers"]).get("content-disposition", "")
            if event == "upload" or file.startswith("attachment"):
                await to_thread.run_sync(partial(audited.write, event, who=found.name if found else "", file=file))
        await send(message)

    return send_audited


def _with_secure_cookies(scope: Scope, send: Send) -> Send:
    """Over TLS every cookie is marked as one for TLS alone; Streamlit leaves that out."""
    if scope.get("scheme") not in ("https", "wss"):
        return send

    async def send_secure(message: Message) -> None:
        if message["type"] == "http.response.start":
            message["headers"] = [(name, _secure(name, value)) for name, value in message["headers"]]
        await send(message)

    return send_secure


def _secure(name: bytes, value: bytes) -> bytes:
    is_bare = name.lower() == b"set-cookie" and b"; secure" not in value.lower()
    return value + b"; Secure" if is_bare else value
