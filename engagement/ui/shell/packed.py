"""Scripts, styles and shapes, packed once and kept: Streamlit sends its own as they are, 9 MB at a first visit."""

from __future__ import annotations

import gzip
import mimetypes
from functools import cache
from pathlib import Path

import streamlit as st
from anyio import to_thread
from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from engagement.settings import ROOT
from engagement.ui.shell.gate import path_of

_KINDS = (".js", ".css", ".json", ".svg")
_FOLDERS = {"static/": Path(st.__file__).parent / "static" / "static", "app/static/": ROOT / "static"}
# Streamlit's files have a mark of their content in their names; ours are asked for again after an hour
_KEPT = {"static/": "public, immutable, max-age=31536000", "app/static/": "public, max-age=3600"}
_LEAST_BYTES = 1000


class Packed:
    """Answers for files of fixed content whoever takes gzip; everything else is passed on."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or pass the request on."""
        found = _file(scope) if scope["type"] == "http" and scope["method"] == "GET" else None
        if found is None or "gzip" not in Headers(scope=scope).get("accept-encoding", ""):
            await self._app(scope, receive, send)
            return
        file, kept = found
        content = await to_thread.run_sync(packed, file, file.stat().st_mtime_ns)
        headers = {"Content-Encoding": "gzip", "Vary": "Accept-Encoding", "Cache-Control": kept}
        kind = mimetypes.guess_type(file.name)[0]
        await Response(content, media_type=kind, headers=headers)(scope, receive, send)


@cache
def packed(file: Path, changed: int) -> bytes:
    """Return what the file holds, packed; once for each time that it was changed."""
    del changed
    return gzip.compress(file.read_bytes(), 9, mtime=0)


def _file(scope: Scope) -> tuple[Path, str] | None:
    """Return the file that is asked for, where it is worth packing, and how long browsers keep it."""
    path = path_of(scope)
    for prefix, folder in _FOLDERS.items():
        if path.startswith(prefix) and path.endswith(_KINDS):
            file = (folder / path.removeprefix(prefix)).resolve()
            if file.is_relative_to(folder.resolve()) and file.is_file() and file.stat().st_size >= _LEAST_BYTES:
                return file, _KEPT[prefix]
    return None
