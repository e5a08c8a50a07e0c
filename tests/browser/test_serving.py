"""The server around the pages: health, headers, static files, and new data while people browse."""

from __future__ import annotations

import http.client
import json
import os
import re
import shutil
import signal
import tomllib
import urllib.error
import urllib.request
from contextlib import suppress
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from filelock import FileLock
from playwright.sync_api import Browser

from engagement import __version__
from engagement.loading.load import LOCK
from engagement.settings import ROOT
from engagement.ui.shell import packed
from tests.browser.serving import Server, serving
from tests.browser.visiting import Visit, visiting

pytestmark = pytest.mark.browser

PATHS = [
    "/",
    "/partnerships",
    "/healthz",
    "/no_such_page",
    "/_stcore/health",
    "/_stcore/host-config",
    "/app/static/world_50m.json",
    "/app/static/nothing.json",
    "/app/static/%2e%2e/engagement.toml",
    "/static/nothing.js",
    "/media/nothing",
]


def get(url: str, *, host: str = "") -> tuple[int, dict[str, str], bytes]:
    """Status, headers by lowercase name, and body, of whatever kind the response is."""
    try:
        request = urllib.request.Request(url, headers={"Host": host} if host else {})
        response = urllib.request.urlopen(request, timeout=30)
    except urllib.error.HTTPError as error:
        response = error
    with response:
        return response.status, {name.lower(): text for name, text in response.headers.items()}, response.read()


@pytest.mark.parametrize("path", PATHS)
def test_every_response_carries_the_security_headers(server: Server, path: str):
    headers = get(server.url + path)[1]
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert "unsafe-eval" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert headers["referrer-policy"] == "no-referrer"


def test_the_policy_names_no_other_host(server: Server):
    policy = get(server.url)[1]["content-security-policy"]
    assert "http" not in policy
    assert "*" not in policy


def test_map_shapes_come_from_this_server(server: Server):
    status, headers, body = get(f"{server.url}/app/static/world_50m.json")
    assert status == 200
    assert headers["content-type"] == "application/json"
    assert "objects" in json.loads(body)


def test_a_first_visit_takes_less_than_3_mb(server: Server, browser: Browser):
    taken: list[int] = []
    with visiting(browser, is_new=True) as visit:
        visit.page.on("requestfinished", lambda request: taken.append(request.sizes()["responseBodySize"]))
        visit.open(server.url)
    assert len(taken) > 20
    assert sum(taken) < 3 * 2**20


@pytest.mark.parametrize(
    "path", ["static/../../config.py", "app/static/../requirements.txt", "app/static/..%2frequirements.txt"]
)
def test_only_files_of_its_own_folder_are_packed(path: str):
    scope = {"type": "http", "method": "GET", "path": f"/{unquote(path)}"}
    assert packed._file(scope) is None


def test_a_page_has_the_chart_library_fetched_while_it_starts(server: Server):
    offered = re.fullmatch(r"<\./(.+\.js)>; rel=modulepreload", get(server.url)[1]["link"])
    assert offered
    status, headers, body = get(f"{server.url}/{offered[1]}")
    assert status == 200
    assert "javascript" in headers["content-type"]
    assert b"plotly" in body
    assert "link" not in get(f"{server.url}/healthz")[1]


PAGE, CHANGES = "/_stcore/stream", "/changes"
"""The two WebSockets: of a page, and of what tells it that there is something new."""


def handshake(server: Server, host: str, origin: str | None = None, *, path: str = PAGE) -> int:
    """The status with which the server answers a browser that asks for a WebSocket."""
    connection = http.client.HTTPConnection("localhost", urlsplit(server.url).port, timeout=30)
    headers = {"Host": host, "Upgrade": "websocket", "Connection": "Upgrade", "Sec-WebSocket-Version": "13"}
    headers["Sec-WebSocket-Key"] = "dGhlIHNhbXBsZSBub25jZQ=="
    headers |= {"Origin": origin} if origin else {}
    connection.request("GET", path, headers=headers)
    status = connection.getresponse().status
    connection.close()
    return status


@pytest.mark.parametrize("host", ["evil.example", "evil.example:{port}", "localhost.evil.example", "192.0.2.1:{port}"])
@pytest.mark.parametrize("has_origin", [True, False])
@pytest.mark.parametrize("path", [PAGE, CHANGES])
def test_a_name_that_somebody_else_points_at_this_machine_gets_no_data(
    server: Server, host: str, has_origin: bool, path: str
):
    host = host.format(port=urlsplit(server.url).port)
    assert handshake(server, host, f"http://{host}" if has_origin else None, path=path) == 403


@pytest.mark.parametrize("path", [PAGE, CHANGES])
def test_a_page_from_elsewhere_gets_no_data_under_our_own_name(server: Server, path: str):
    assert handshake(server, urlsplit(server.url).netloc, "http://evil.example", path=path) == 403


@pytest.mark.parametrize("host", ["localhost:{port}", "127.0.0.1:{port}", "[::1]:{port}", "localhost"])
@pytest.mark.parametrize("path", [PAGE, CHANGES])
def test_this_machine_is_served_under_each_of_its_own_names(server: Server, host: str, path: str):
    host = host.format(port=urlsplit(server.url).port)
    assert handshake(server, host, f"http://{host}", path=path) == 101


@pytest.mark.parametrize("path", ["/", "/healthz", "/app/static/places.json", "/_stcore/health"])
def test_a_foreign_name_gets_no_file_either(server: Server, path: str):
    assert get(server.url + path, host="evil.example")[0] == 403


def test_no_page_of_streamlits_own_tells_of_the_server(server: Server):
    for path in ("/_stcore/metrics", "/_stcore/script-health-check", "/_stcore/agent/openapi.json"):
        assert get(server.url + path)[0] == 404


def test_others_are_served_without_sign_in_only_where_a_setting_says_so(own_data: Path, visit: Visit):
    named = "dashboard.example.edu"
    with serving(own_data, STREAMLIT_SERVER_ALLOWED_HOSTS=f"{named} localhost") as server:
        assert handshake(server, named, f"https://{named}") == 403
        assert b"this machine alone" in get(server.url, host=named)[2]
    (own_data / "engagement.toml").write_text("[access]\nserves_others = true\n")
    with serving(own_data, STREAMLIT_SERVER_ALLOWED_HOSTS=f"{named} localhost") as server:
        visit.open(server.url)
        assert "Anyone who can reach this address can see these pages." in visit.text()
        for path in (PAGE, CHANGES):
            assert handshake(server, "dashboard.example.edu", "https://dashboard.example.edu", path=path) == 101
            assert handshake(server, "evil.example", "http://evil.example", path=path) == 403


def test_the_server_listens_on_this_machine_alone():
    config = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    assert config["server"]["address"] == "localhost"


def test_garbage_is_not_collected_after_every_run_of_every_tab():
    # fifty idle tabs stalled the server while it was (benchmarks/idle_tabs.py)
    config = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    assert config["runner"]["postScriptGC"] is False


@pytest.mark.parametrize("path", ["/app/static/../engagement.toml", "/app/static/%2e%2e/engagement.toml"])
def test_nothing_but_static_files_is_served(server: Server, path: str):
    status, _, body = get(server.url + path)
    assert status in (200, 400, 404)
    assert b"[institution]" not in body


def test_health_tells_snapshot_age_and_that_nothing_was_refused(server: Server):
    health = server.health()
    assert health["status"] == "ok"
    assert len(health["snapshot"]) == 16
    assert health["age_seconds"] >= 0
    assert (health["refused_at"], health["refused_faults"]) == (None, 0)


def test_a_server_that_still_builds_its_first_snapshot_answers_and_says_so(own_data: Path):
    shutil.rmtree(own_data / "snapshots")
    building = FileLock(own_data / "records" / LOCK)  # a load that goes on for as long as this holds it
    with building, serving(own_data, is_waited_for=False) as server:
        status, _, body = get(f"{server.url}/healthz")
        assert (status, json.loads(body)) == (503, {"status": "starting", "version": __version__})
        assert get(server.url)[0] == 200
        building.release()
        assert server.wait_for("the start", lambda health: health["status"] == "ok")["snapshot"]


def test_without_data_the_server_opens_and_says_so(tmp_path: Path, browser: Browser):
    (tmp_path / "exports").mkdir()
    with serving(tmp_path) as server, visiting(browser) as visit:
        assert get(f"{server.url}/healthz")[0] == 503
        visit.open(server.url)
        assert "There is no data to show yet" in visit.text()
        assert visit.page.get_by_test_id("stException").count() == 0


def test_a_delivery_is_swapped_in_while_people_browse(own_data: Path, browser: Browser):
    """An export changes on disk; the open page shows the new number without being touched."""
    register = own_data / "exports" / "partnerships.csv"
    with serving(own_data) as server, visiting(browser) as visit:
        first = server.health()["snapshot"]
        visit.open(f"{server.url}/data_health")
        lines = register.read_text(encoding="utf-8").splitlines(keepends=True)
        register.write_text("".join(lines[:-20]), encoding="utf-8")
        server.wait_for("the swap", lambda health: health.get("snapshot") not in (None, first), seconds=120)
        visit.page.wait_for_function(
            "() => !document.querySelector('.stMain').innerText.includes('Demonstration data')", timeout=60_000
        )
        assert server.log.read_text().count("swap") >= 1


def test_a_refused_delivery_is_told_and_the_last_good_one_stays(own_data: Path, browser: Browser):
    """A file without a required column arrives; the page says so and keeps its numbers."""
    with serving(own_data) as server, visiting(browser) as visit:
        first = server.health()["snapshot"]
        visit.open(f"{server.url}/partnerships")
        figure = visit.page.locator(".tile .value").first.inner_text()
        (own_data / "exports" / "partnerships.csv").write_text("agreement_id\nA1\n")
        health = server.wait_for("the refusal", lambda health: health.get("status") == "refused", seconds=120)
        visit.page.get_by_text("A delivery was refused").wait_for(timeout=60_000)
        visit.drawn()
        assert health["snapshot"] == first
        assert health["refused_faults"] >= 1
        assert visit.page.locator(".tile .value").first.inner_text() == figure


def kill_loads(data: Path) -> None:
    """End every load of this folder with the signal that no process can catch."""
    for process in Path("/proc").glob("[0-9]*/cmdline"):
        with suppress(OSError):
            words = process.read_bytes().split(b"\0")
            if b"load" in words and str(data).encode() in words:
                os.kill(int(process.parent.name), signal.SIGKILL)


def test_a_load_that_dies_is_told_on_pages_and_in_health(own_data: Path, browser: Browser):
    with serving(own_data) as server, visiting(browser) as visit:
        first = server.health()["snapshot"]
        visit.open(f"{server.url}/partnerships")
        (own_data / "exports" / "register.csv").write_text("agreement_id\nA1\n")

        def is_stale(health: dict) -> bool:
            kill_loads(own_data)
            return health["status"] == "stale"

        health = server.wait_for("the death", is_stale, seconds=60)
        assert health["snapshot"] == first
        assert "SIGKILL" in health["stale_why"]
        assert health["stale_since"]
        visit.page.get_by_text("The data is stale").wait_for(timeout=60_000)


def test_a_delivery_that_shrinks_is_told_on_pages_and_in_health(own_data: Path, browser: Browser):
    exports = own_data / "exports"
    (exports / "demonstration.json").unlink()  # as if all of it were real
    with serving(own_data) as server, visiting(browser) as visit:
        server.wait_for("real data", lambda health: health["is_demonstration"] is False, seconds=120)
        visit.open(f"{server.url}/placements")
        lines = (exports / "placements.csv").read_text(encoding="utf-8").splitlines(keepends=True)
        (exports / "placements.csv").write_text("".join(lines[:2000]), encoding="utf-8")
        health = server.wait_for("the hold", lambda health: health["status"] == "waiting", seconds=120)
        assert any(re.fullmatch(r"placements [\d,]+ → [\d,]+ rows", each) for each in health["waiting_losses"])
        visit.page.locator("strong", has_text="A delivery is waiting for confirmation").wait_for(timeout=60_000)
