"""What a reader who may see Africa alone gets by saying to the server whatever a browser never would.

A proxy signs readers in; requests from its address are made by hand here.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import socket
import ssl
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from http.client import HTTPConnection, HTTPSConnection
from pathlib import Path
from urllib.parse import unquote

import pytest
from websockets.exceptions import InvalidStatus

from engagement.settings import ROOT, Settings, load_settings
from engagement.store.outcome import ACCEPTED, WAITING
from engagement.store.record_file import write_record
from engagement.store.snapshots import current, point_to, releases
from tests.browser.serving import Server, free_port, serving
from tests.browser.speaking import button, open_tab, port
from tests.browser.test_serving import get
from tests.browser.visiting import PAGES
from tests.deploy.certificate import write_certificate

pytestmark = pytest.mark.browser

ACCESS = """
[loads]
by = "service"

[access]
sign_in = "proxy"

[[access.roles]]
group = "africa-desk"
role = "viewer"
regions = ["Africa"]

[[access.roles]]
group = "summit-committee"
role = "committee"

[[access.roles]]
group = "data-office"
role = "steward"
"""
VIEWER = {"X-Remote-User": "ada", "X-Remote-Groups": "africa-desk"}
COMMITTEE = {"X-Remote-User": "cora", "X-Remote-Groups": "summit-committee"}
STEWARD = {"X-Remote-User": "stella", "X-Remote-Groups": "data-office"}
ELSEWHERE = rb"Germany|France|Brazil|Latin America|Southeast Asia|Sciences Po|\bDEU\b"
OTHER_ADDRESS = "127.0.0.2"
FORM = "multipart/form-data; boundary=x"
UPLOAD = b'--x\r\nContent-Disposition: form-data; name="f"; filename="a.json"\r\n\r\n%s\r\n--x--\r\n'


@pytest.fixture(scope="module")
def folder(demo_settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with a delivery that waits for a steward."""
    data = tmp_path_factory.mktemp("two") / "data"
    shutil.copytree(demo_settings.data_dir, data, ignore=shutil.ignore_patterns("server.*.log", ".building*"))
    (data / "engagement.toml").write_text(ACCESS)
    held = {"since": datetime.now(UTC).isoformat(), "snapshot": "0" * 16, "signature": "", "losses": ["placements"]}
    write_record(data / "snapshots" / WAITING, held)
    return data


@pytest.fixture(scope="module")
def servers(folder: Path) -> Iterator[tuple[Server, Server]]:
    """Two web servers over one release folder."""
    with serving(folder, FORWARDED_ALLOW_IPS="") as first, serving(folder, FORWARDED_ALLOW_IPS="") as second:
        yield first, second


@pytest.fixture(scope="module")
def server(servers: tuple[Server, Server]) -> Server:
    """One of them."""
    return servers[0]


@dataclass(frozen=True)
class Front:
    """A web server with TLS before the dashboards."""

    url: str
    trust: ssl.SSLContext

    def ask(self, method: str, path: str, cookies: str = "") -> tuple[int, dict[str, str]]:
        """Status and headers of an answer; with PUT a small file is sent."""
        connection = HTTPSConnection("localhost", port(self.url), context=self.trust, timeout=60)
        token = cookies.rpartition("=")[2].strip('"')
        headers = {"Cookie": cookies, "X-Xsrftoken": token, "Content-Type": FORM}
        try:
            connection.request(method, path, UPLOAD % b"{}" if method == "PUT" else b"", headers)
            response = connection.getresponse()
            response.read()
            return response.status, {name.lower(): value for name, value in response.getheaders()}
        finally:
            connection.close()


@pytest.fixture(scope="module")
def front(servers: tuple[Server, Server], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Front]:
    """Caddy with the example of deploy/, before both servers and one that is down."""
    if not (shutil.which("caddy") and shutil.which("openssl")):
        pytest.skip("needs caddy and openssl")
    home, listens = tmp_path_factory.mktemp("front"), free_port()
    certificate, key = write_certificate(home)
    text = (ROOT / "deploy" / "Caddyfile").read_text()
    for line, other in (
        ("{$DASHBOARD_HOST} {", f"{{$DASHBOARD_HOST}} {{\n\ttls {certificate} {key}"),
        ("header_up -X-Remote-User", "header_up X-Remote-User vera"),
        ("header_up -X-Remote-Groups", "header_up X-Remote-Groups data-office"),
    ):
        assert line in text
        text = text.replace(line, other)
    (home / "Caddyfile").write_text(f"{{\n\tadmin off\n\tauto_https disable_redirects\n}}\n{text}")
    upstreams = " ".join(f"127.0.0.1:{number}" for number in (*(port(server.url) for server in servers), free_port()))
    url = f"https://localhost:{listens}"
    environment = {"DASHBOARD_HOST": url, "DASHBOARD_SERVERS": upstreams, "HOME": str(home), "PATH": os.defpath}
    with (home / "log").open("w") as log:
        command = ["caddy", "run", "--config", str(home / "Caddyfile"), "--adapter", "caddyfile"]
        process = subprocess.Popen(command, env=environment, stdout=log, stderr=log)
    try:
        for _ in range(100):
            with suppress(OSError), socket.create_connection(("localhost", listens), timeout=1):
                break
            time.sleep(0.1)
        yield Front(url, ssl.create_default_context(cafile=certificate))
    finally:
        process.terminate()
        process.wait(timeout=30)


def answer(server: Server, method: str, path: str, headers: dict[str, str], body: bytes = b"", source: str = "") -> int:
    """The status of a request from an address of this machine."""
    connection = HTTPConnection(
        "127.0.0.1", port(server.url), timeout=60, source_address=(source, 0) if source else None
    )
    try:
        connection.request(method, path, body, {"Host": f"localhost:{port(server.url)}", **headers})
        return connection.getresponse().status
    finally:
        connection.close()


@pytest.mark.parametrize(
    "query",
    ["", "regions=Europe&period=2024/2025", "countries=Germany&scheme=worldbank", "regions=Latin%20America&compare=1"],
)
def test_no_page_sends_anything_of_other_regions(server: Server, query: str):
    with open_tab(server.url, VIEWER) as tab:
        for page in PAGES:
            came = tab.ask("" if page == "overview" else page, query)
            assert b"ada" in came
            told = set(re.findall(ELSEWHERE, came)) - set(re.findall(ELSEWHERE, unquote(query).encode()))
            assert not told, page


@pytest.mark.parametrize("id_", ["filters/places", "partnerships/register", "placements/students_by_country"])
def test_no_query_of_the_library_sends_anything_of_other_regions(server: Server, id_: str):
    with open_tab(server.url, VIEWER) as tab:
        came = tab.ask("query_library", f"query={id_}")
        assert id_.encode() in came
        assert not re.search(ELSEWHERE, came)


@pytest.mark.parametrize("query", ["query=data_health/faults", "show=Workbench"])
def test_what_is_for_other_roles_is_not_drawn(server: Server, query: str):
    with open_tab(server.url, VIEWER) as tab:
        came = tab.ask("query_library", query)
    assert b"Write one select" not in came
    assert ("faults" not in query) or b"for stewards" in came


def test_the_script_of_a_page_does_not_run_for_who_may_not_open_it(server: Server):
    with open_tab(server.url, STEWARD) as tab:
        assert b"Make the brief" in tab.ask("summit_brief")
        script = tab.scripts["Summit brief"]
    for page in ("", "summit_brief"):
        with open_tab(server.url, VIEWER) as tab:
            came = tab.ask(page, script=script)
        assert b"does not include this page" in came
        assert b"Make the brief" not in came


def test_a_button_of_stewards_does_nothing_in_another_readers_session(server: Server, folder: Path):
    accepted = folder / "requests" / ACCEPTED
    with open_tab(server.url, STEWARD) as tab:
        pressed = button(tab.ask(), "None") or button(tab.ask("data_health"), "None")
    with open_tab(server.url, VIEWER) as tab:
        tab.ask()
        tab.ask(pressed=pressed)
        assert not accepted.exists()
    with open_tab(server.url, STEWARD) as tab:
        tab.ask()
        tab.ask(pressed=pressed)
        assert json.loads(accepted.read_text())["by"] == "stella", "the button is the right one"


@pytest.mark.parametrize("forged", [{}, {"X-Forwarded-For": "127.0.0.1"}, {"Forwarded": "for=127.0.0.1"}], ids=repr)
def test_headers_from_another_address_than_the_proxys_are_nobodys(server: Server, forged: dict[str, str]):
    assert answer(server, "GET", "/", {**STEWARD, **forged}) == 200
    assert answer(server, "GET", "/", {**STEWARD, **forged}, source=OTHER_ADDRESS) == 403
    with pytest.raises(InvalidStatus) as refused, open_tab(server.url, {**STEWARD, **forged}, source=OTHER_ADDRESS):
        pass
    assert refused.value.response.status_code == 403


@pytest.mark.parametrize("name", ["X-Remote-User", "X-Remote-Groups"])
def test_a_header_that_came_twice_signs_nobody_in(server: Server, name: str):
    """A proxy that adds its header to the reader's own would let the reader choose."""
    twice = [*VIEWER.items(), (name, STEWARD[name])]
    with open_tab(server.url, twice) as tab:
        came = tab.ask("data_health")
    assert b"Signed in as" not in came
    assert b"Data loads" not in came


def test_only_who_makes_briefs_uploads_and_nothing_large(server: Server):
    token = get(f"{server.url}/_stcore/health")[1]["set-cookie"].split(";")[0]
    kind = {"Content-Type": FORM, "Cookie": token}
    kind["X-Xsrftoken"] = token.partition("=")[2].strip('"')
    with open_tab(server.url, STEWARD) as tab:
        tab.ask()
        path = f"/_stcore/upload_file/{tab.session}/file"
        assert answer(server, "PUT", path, {**STEWARD, **kind}, UPLOAD % b"{}") == 204
        assert answer(server, "PUT", path, {**STEWARD, **kind}, UPLOAD % bytes(7 * 2**20)) == 204
        assert answer(server, "PUT", path, {**STEWARD, **kind}, UPLOAD % bytes(51 * 2**20)) == 413
        assert answer(server, "PUT", path, {**COMMITTEE, **kind}, UPLOAD % bytes(7 * 2**20)) == 413
        assert answer(server, "PUT", path, {**VIEWER, **kind}, UPLOAD % b"{}") == 403
        assert answer(server, "PUT", path, kind, UPLOAD % b"{}") == 401


def test_a_message_without_end_closes_the_socket(server: Server):
    with open_tab(server.url) as tab:
        tab.send(bytes(3 * 2**20))
        assert tab.closed == 1009
    assert server.health()["status"] == "waiting"


def test_what_is_no_message_harms_nobody(server: Server):
    with open_tab(server.url, VIEWER) as tab:
        tab.send(b"\xff" * 1000)
        tab.send(b"")
    with open_tab(server.url, VIEWER) as tab:
        assert b"ada" in tab.ask()


def test_behind_a_proxy_a_reader_stays_with_one_of_two_servers(front: Front):
    """A page's WebSocket and its files come from the same one, or an upload fails; one that is down is passed by."""
    kept: set[str] = set()
    for _ in range(50):
        status, headers = front.ask("GET", "/favicon.svg")
        assert status == 200
        kept.add(headers["set-cookie"].split(";")[0])
        if len(kept) == 2:
            break
    own, other = kept
    token = front.ask("GET", "/_stcore/health", own)[1]["set-cookie"].split(";")[0]
    for cookie in (own, other):
        with open_tab(front.url, {"Cookie": cookie}, trust=front.trust) as tab:
            assert b"Signed in as vera" in tab.ask("register")
            path = f"/_stcore/upload_file/{tab.session}/file"
            assert front.ask("PUT", path, f"{cookie}; {token}")[0] == 204
            elsewhere = other if cookie == own else own
            assert front.ask("PUT", path, f"{elsewhere}; {token}")[0] == 400


def test_both_servers_go_over_to_a_new_release(servers: tuple[Server, Server], folder: Path):
    settings = load_settings(data_dir=folder)
    now = current(settings)
    assert now is not None
    shutil.copytree(now.directory, now.directory.with_name("f" * 16))
    other = releases(settings).find("f" * 16)
    assert other is not None
    point_to(settings, other, signature="")
    for server in servers:
        replace(server, headers=STEWARD).wait_for("the swap", lambda health: health["snapshot"] == "f" * 16)


def test_a_token_made_on_a_page_asks_for_its_reader_alone(server: Server):
    with open_tab(server.url, VIEWER) as tab:
        came = tab.ask(pressed=button(tab.ask(), "make token"))
    text = re.search(rb"eng_[0-9a-f]{12}_[\w-]{43}", came)
    assert text
    path, bearer = "/api/queries/placements/students_by_country.csv", {"Authorization": f"Bearer {text[0].decode()}"}
    request = urllib.request.Request(f"{server.url}{path}", headers=bearer)
    with urllib.request.urlopen(request, timeout=60) as response:
        rows = response.read()
    assert b"Kenya" in rows
    assert not re.search(ELSEWHERE, rows)
    assert answer(server, "GET", path, bearer, source=OTHER_ADDRESS) == 403
    assert answer(server, "GET", path, {"Authorization": "Bearer x", **STEWARD}) == 401
    with open_tab(server.url, VIEWER) as tab:
        assert text[0] not in tab.ask()
