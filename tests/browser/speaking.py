"""Speak to the server as a browser's page does, but say whatever a hostile reader might."""

from __future__ import annotations

import re
import ssl
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from typing import Any
from urllib.parse import urlsplit

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin, Subprotocol

_SECONDS = 60.0


@contextmanager
def open_tab(
    url: str,
    headers: Mapping[str, str] | Sequence[tuple[str, str]] = (),
    *,
    source: str = "",
    trust: ssl.SSLContext | None = None,
) -> Iterator[Tab]:
    """Open a page's WebSocket with any headers, from any address of this machine; over TLS with whom to trust."""
    given: dict[str, Any] = {"source_address": (source, 0)} if source else {}
    given |= {"ssl": trust} if trust else {}
    with connect(
        url.replace("http", "ws", 1) + "/_stcore/stream",
        subprotocols=[Subprotocol("streamlit")],
        origin=Origin(url),
        additional_headers=list(headers.items()) if isinstance(headers, Mapping) else headers,
        max_size=None,
        **given,
    ) as socket:
        yield Tab(socket)


class Tab:
    """An open WebSocket of a page. `scripts`: the hash of each page's script by its title."""

    def __init__(self, socket: ClientConnection) -> None:
        self._socket = socket
        self.session = ""
        self.scripts: dict[str, str] = {}

    def ask(self, page: str = "", query: str = "", *, script: str = "", pressed: str = "") -> bytes:
        """Run a page; return everything that came back, as bytes.

        Args:
            page: its name in the address.
            query: the address's query.
            script: the hash of a page's script, as the menu sends it.
            pressed: the id of a button.
        """
        click = BackMsg()
        click.rerun_script.query_string = query
        click.rerun_script.page_name = page
        click.rerun_script.page_script_hash = script
        if pressed:
            click.rerun_script.widget_states.widgets.add(id=pressed, trigger_value=True)
        self._socket.send(click.SerializeToString())
        came = []
        while True:
            raw = bytes(self._socket.recv(timeout=_SECONDS, decode=False))
            message = ForwardMsg()
            message.ParseFromString(raw)
            came.append(raw)
            if message.WhichOneof("type") == "new_session":
                self.session = message.new_session.initialize.session_id or self.session
            for entry in message.navigation.app_pages:
                self.scripts[entry.page_name] = entry.page_script_hash
            if message.WhichOneof("type") == "script_finished":
                return b"\n".join(came)

    def send(self, raw: bytes) -> None:
        """Say anything at all."""
        self._socket.send(raw)

    @property
    def closed(self) -> int:
        """Wait until the server has closed the WebSocket; return the code with which it did."""
        with suppress(ConnectionClosed):
            while True:
                self._socket.recv(timeout=_SECONDS)
        return self._socket.close_code or 0


def button(came: bytes, key: str) -> str:
    """Return the id of the button of that name, from what came when a page was drawn."""
    match = re.search(rb"\$\$ID-[0-9a-f]+-" + key.encode(), came)
    return match[0].decode() if match else ""


def port(url: str) -> int:
    """The port of an address."""
    return urlsplit(url).port or 80
