"""Whoever has to sign in comes back to the link that they opened; Streamlit would lead them to the first page."""

from __future__ import annotations

from urllib.parse import quote, unquote, urlsplit

from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit import config

from engagement.ui.shell import gate

_COOKIE, _SECONDS, _LONGEST = "engagement_link", 600, 2000


class WayBack:
    """Keeps the link that a stranger opens, and leads back to it when they have signed in."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on; a page's answer is given the link to keep, and a sign-in's the link to go to."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request, path = HTTPConnection(scope), gate.path_of(scope)
        link = quote(f"{path}?{request.url.query}" if request.url.query else path, safe="")
        is_kept = path in gate.PAGES and path != "" and len(link) < _LONGEST and gate.is_stranger(request)

        async def send_with_link(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = message["headers"]
                if is_kept and message["status"] == 200:
                    message["headers"] = [*headers, _cookie(link, _SECONDS)]
                elif path == "oauth2callback" and (target := _target(request.cookies.get(_COOKIE, ""))):
                    others = [pair for pair in headers if pair[0].lower() != b"location"]
                    message["headers"] = [*others, (b"location", target.encode()), _cookie("", 0)]
            await send(message)

        await self._app(scope, receive, send_with_link)


def _target(link: str) -> str:
    """Return where a kept link leads on this server; empty where it is no link to one of the pages."""
    parts = urlsplit(unquote(link))
    if parts.scheme or parts.netloc or parts.path not in gate.PAGES:
        return ""
    query = f"?{quote(parts.query, safe='=&%+')}" if parts.query else ""
    return f"{_base()}{parts.path}{query}"


def _base() -> str:
    base = (config.get_option("server.baseUrlPath") or "").strip("/")
    return f"/{base}/" if base else "/"


def _cookie(link: str, seconds: int) -> tuple[bytes, bytes]:
    text = f"{_COOKIE}={link}; Path={_base()}; Max-Age={seconds}; HttpOnly; SameSite=Lax"
    return b"set-cookie", text.encode()
