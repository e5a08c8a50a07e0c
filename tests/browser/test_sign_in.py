"""Sign-in by a real OpenID Connect provider, and what each role may do and see, in a real browser."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

import pytest
from playwright.sync_api import Browser, expect

from engagement.settings import Settings
from engagement.ui.shell.gate import MOST_STRANGERS
from tests.browser.serving import Server, free_port, serving
from tests.browser.speaking import open_tab
from tests.browser.test_serving import CHANGES, handshake
from tests.browser.visiting import Visit, visiting

pytestmark = pytest.mark.browser

GROUPS = {
    "vera@example.edu": ["all-staff"],
    "cora@example.edu": ["summit-committee"],
    "ada@example.edu": ["africa-desk"],
    "stella@example.edu": ["data-office"],
    "nobody@example.edu": ["students"],
}
ACCESS = """
[access]
sign_in = "oidc"

[[access.roles]]
group = "data-office"
role = "steward"

[[access.roles]]
group = "africa-desk"
role = "analyst"
regions = ["Africa"]

[[access.roles]]
group = "summit-committee"
role = "committee"

[[access.roles]]
group = "all-staff"
role = "viewer"
"""
SECRETS = """
[auth]
redirect_uri = "http://localhost:{{port}}/oauth2callback"
cookie_secret = "a secret of the test, long enough to sign with"
client_id = "dashboard"
client_secret = "another secret of the test"
server_metadata_url = "{provider}/.well-known/openid-configuration"
"""


@dataclass(frozen=True)
class Provider:
    """A running OpenID Connect provider."""

    url: str

    def has(self, name: str, **claims: object) -> None:
        """Let somebody sign in with these claims."""
        body = json.dumps({"sub": name, "email": name, "groups": GROUPS[name], **claims}).encode()
        request = urllib.request.Request(
            f"{self.url}/users/{name}", body, {"Content-Type": "application/json"}, method="PUT"
        )
        urllib.request.urlopen(request, timeout=10).close()


@pytest.fixture(scope="module")
def provider() -> Iterator[Provider]:
    port = free_port()
    command = [sys.executable, "-W", "ignore", "-m", "oidc_provider_mock", "--port", str(port)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    found = Provider(f"http://localhost:{port}")
    try:
        for _ in range(150):
            try:
                urllib.request.urlopen(f"{found.url}/.well-known/openid-configuration", timeout=5).close()
                break
            except OSError:
                time.sleep(0.1)
        for name in GROUPS:
            found.has(name)
        yield found
    finally:
        process.terminate()
        process.wait()


@pytest.fixture(scope="module")
def signed(demo_settings: Settings, provider: Provider, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The dashboard where readers sign in."""
    data = tmp_path_factory.mktemp("signed") / "data"
    shutil.copytree(demo_settings.data_dir, data, ignore=shutil.ignore_patterns("server.*.log", ".building*"))
    (data / "engagement.toml").write_text(ACCESS)
    secrets = data / "secrets.toml"
    secrets.write_text(SECRETS.format(provider=provider.url))
    with serving(data, STREAMLIT_SECRETS_FILES=str(secrets)) as server:
        yield server


def sign_in(visit: Visit, server: Server, name: str, path: str = "") -> None:
    visit.page.goto(f"{server.url}/{path}")
    visit.page.get_by_role("button", name="Sign in").click()
    visit.page.get_by_role("textbox").fill(name)
    visit.page.get_by_role("button", name="Authorize").click()
    visit.page.wait_for_url(re.compile(re.escape(server.url)))
    visit.drawn()


@pytest.fixture
def visit(browser: Browser) -> Iterator[Visit]:
    with visiting(browser) as visit:
        # the provider's form asks for a style sheet elsewhere
        visit.page.route(re.compile(r"^https://"), lambda route: route.abort())
        yield visit


def status(url: str, cookies: str = "") -> int:
    try:
        with urllib.request.urlopen(urllib.request.Request(url, headers={"Cookie": cookies}), timeout=10) as response:
            return response.status
    except urllib.error.HTTPError as error:
        error.close()
        return error.code


def cookies_of(visit: Visit) -> str:
    return "; ".join(f"{cookie['name']}={cookie['value']}" for cookie in visit.page.context.cookies())


def test_a_reader_who_has_not_signed_in_sees_no_number_on_any_page(signed: Server, visit: Visit):
    for path in ("", "placements?regions=Africa", "data_health", "summit_brief"):
        visit.open(f"{signed.url}/{path}")
        assert "Sign in with your university account" in visit.text()
        assert not re.search(r"\d", visit.page.inner_text("body"))


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        pytest.param("media/0123456789abcdef.csv", 401, id="files that pages have offered"),
        pytest.param("_stcore/upload_file/a/b", 401, id="uploads"),
        pytest.param("_stcore/metrics", 404, id="figures on the server"),
        pytest.param("_stcore/script-health-check", 404, id="a run of a page"),
        pytest.param("_stcore/agent/openapi.json", 404, id="the interface for programs"),
        pytest.param("an_unknown_page", 401, id="whatever is not known"),
        pytest.param("_stcore/health", 200, id="whether the server runs"),
    ],
)
def test_what_is_asked_without_a_page_gives_nothing_away(signed: Server, path: str, expected: int):
    assert status(f"{signed.url}/{path}") == expected


def test_strangers_learn_of_the_health_only_how_it_is(signed: Server):
    assert set(signed.health()) == {"status", "age_seconds", "stale_since", "refused_at", "waiting_since"}


def test_strangers_are_told_of_no_changes(signed: Server):
    assert handshake(signed, urlsplit(signed.url).netloc, signed.url, path=CHANGES) == 403


def test_strangers_open_no_more_pages_than_the_server_has_room_for(signed: Server):
    with ExitStack() as tabs:
        for _ in range(MOST_STRANGERS):
            tabs.enter_context(open_tab(signed.url))
        assert handshake(signed, urlsplit(signed.url).netloc, signed.url) == 403
    signed.wait_for("room", lambda _: handshake(signed, urlsplit(signed.url).netloc, signed.url) == 101)


def test_a_viewer_signs_in_sees_pages_and_signs_out(signed: Server, visit: Visit):
    sign_in(visit, signed, "vera@example.edu")
    assert visit.page.locator(".tile .value").first.is_visible()
    assert visit.page.get_by_role("link", name="Summit brief").count() == 0
    assert status(f"{signed.url}/healthz", cookies_of(visit)) == 200
    visit.open(f"{signed.url}/summit_brief")
    assert "does not include this page" in visit.text()
    visit.open(f"{signed.url}/query_library?query=data_health/faults")
    assert "for stewards" in visit.text()
    assert visit.page.get_by_text("Workbench", exact=True).count() == 0
    visit.page.get_by_text("Sign out").click()
    visit.page.wait_for_url("**/oauth2/end_session**")
    visit.open(signed.url)
    assert "Sign in with your university account" in visit.text()


def test_whoever_is_in_no_group_with_a_role_is_refused(signed: Server, visit: Visit):
    sign_in(visit, signed, "nobody@example.edu")
    assert "None of your groups may see these pages" in visit.text()
    assert status(f"{signed.url}/media/0123456789abcdef.csv", cookies_of(visit)) == 401


def test_a_reader_of_one_region_gets_nothing_of_the_others(signed: Server, visit: Visit):
    sign_in(visit, signed, "ada@example.edu", "partnerships?period=2024/2025")
    assert unquote(visit.page.url) == f"{signed.url}/partnerships?period=2024/2025"  # the link that was opened first
    assert "You see Africa only" in visit.text()
    for path in ("partnerships?regions=Europe", "register"):  # test_behind_a_proxy reads what every page sends
        visit.open(f"{signed.url}/{path}")
        words = visit.page.inner_text("body")
        assert "Africa" in words
        assert not re.search("France|Brazil|Latin America|East and Southeast Asia", words)
    visit.open(f"{signed.url}/query_library?show=Workbench")
    assert visit.page.get_by_text("Workbench", exact=True).count()


def test_a_steward_sees_rejected_rows(signed: Server, visit: Visit):
    sign_in(visit, signed, "stella@example.edu")
    visit.open(f"{signed.url}/data_health")
    assert "Rejected rows" in visit.text()


def test_an_open_page_says_so_when_the_token_ends(signed: Server, provider: Provider, visit: Visit):
    provider.has("cora@example.edu", exp=int(time.time()) + 25)
    sign_in(visit, signed, "cora@example.edu")
    cookies = cookies_of(visit)
    expect(visit.page.get_by_text("Your session has ended")).to_be_visible(timeout=90_000)
    assert visit.page.locator(".tile .value").count() == 0
    assert status(f"{signed.url}/media/0123456789abcdef.csv", cookies) == 401


def test_the_audit_log_has_told_who_asked_what(signed: Server, visit: Visit):
    sign_in(visit, signed, "stella@example.edu")
    visit.open(f"{signed.url}/placements?period=2024/2025")
    visit.page.get_by_role("button", name="Table, download and sources").first.click()
    visit.page.get_by_role("tab", name="Table and download").click()
    with visit.page.expect_download():
        visit.page.get_by_role("button", name="CSV").first.click()
    lines = [json.loads(line) for line in (signed.data_dir / "logs" / "audit.jsonl").read_text().splitlines()]
    own = [line for line in lines if line["who"] == "stella@example.edu"]
    page = next(line for line in own if line["event"] == "page" and line["page"] == "placements")
    assert page["address"] == {"period": "2024/2025"}
    assert "placements/students_by_region_and_year" in page["queries"]
    assert any(line["event"] == "download" and ".csv" in line["file"] for line in own)
    assert {"signed in", "page", "download"} <= {line["event"] for line in own}
