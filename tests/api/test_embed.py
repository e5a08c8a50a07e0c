"""A figure, chart or table stands alone in another site's page, for those whom both sites know."""

from __future__ import annotations

import base64
import re
import shutil
from collections.abc import Callable, Iterator
from html import unescape

import httpx
import pytest

from engagement.errors import SettingsError
from engagement.settings import ROOT, Settings, load_settings
from engagement.ui.shell import gate
from engagement.warehouse import Warehouse
from tests.api.served import ACCESS, ELSEWHERE, served

STUDENTS = "placements/students_by_region_and_year"
SITE = "https://intranet.example.edu"


Ask = Callable[..., httpx.Response]


@pytest.fixture(scope="module")
def ask(demo_settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ask]:
    """Ask for what is below /embed as a reader in a group, whom a proxy has signed in; without one as nobody."""
    data = tmp_path_factory.mktemp("embed") / "data"
    shutil.copytree(demo_settings.data_dir, data, ignore=shutil.ignore_patterns("server.*.log", ".building*"))
    (data / "engagement.toml").write_text(ACCESS.replace('"oidc"', '"proxy"'))
    with pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.setenv("FORWARDED_ALLOW_IPS", "")
        with served(data, monkeypatch) as running:

            def ask(path: str, group: str = "") -> httpx.Response:
                headers = {"X-Remote-User": "somebody", "X-Remote-Groups": group} if group else {}
                headers["Accept"] = "text/html,application/xhtml+xml"  # as a browser asks for what is in a frame
                return running.client.get(f"{running.url}/{path}", headers=headers)

            yield ask


def test_a_card_a_chart_and_a_table_stand_alone(ask: Ask, demo_warehouse: Warehouse):
    card = ask("embed/cards/students_abroad?show-as=card", "all-staff").text
    latest = [row for row in demo_warehouse.run("cards/students_abroad").table.to_pylist() if row["is_complete"]][-1]
    assert f">{latest['students']:,}<" in card
    chart = ask(f"embed/{STUDENTS}?region=Africa", "all-staff").text
    drawn = re.search(r'src="data:image/svg\+xml;base64,([^"]+)" alt="([^"]+)"', chart)
    assert drawn
    assert b"<svg" in base64.b64decode(drawn[1])
    assert unescape(drawn[2]).startswith("Line chart: Students abroad by region")
    assert "Region: Africa" in chart
    table = ask(f"embed/{STUDENTS}?region=Africa&show-as=table", "all-staff").text
    rows = demo_warehouse.run(STUDENTS, regions=["Africa"]).table.num_rows
    assert table.count("<tr>") == rows + 1
    for page in (card, chart, table):
        assert "Demonstration data" in page
        assert "query_library?query=" in page
        assert "<script" not in page


def test_only_named_sites_show_it_in_a_frame_and_pages_stay_closed(ask: Ask):
    headers = ask("embed/cards/students_abroad", "all-staff").headers
    assert f"frame-ancestors {SITE}" in headers["content-security-policy"]
    assert "x-frame-options" not in headers
    assert "link" not in headers  # nothing of the dashboard's pages is fetched ahead
    page = ask("api/queries", "all-staff").headers
    assert "frame-ancestors 'none'" in page["content-security-policy"]
    assert page["x-frame-options"] == "DENY"


@pytest.mark.parametrize("path", ["/dash//embed/x", "/dashembed/x", "//dash/embed/x"])
def test_below_a_sub_path_no_page_is_taken_for_such_a_part(monkeypatch: pytest.MonkeyPatch, path: str):
    monkeypatch.setattr(gate.config, "get_option", lambda name: "dash")
    assert gate.path_of({"path": "/dash/embed/x"}) == "embed/x"
    assert gate.path_of({"path": "/dash"}) == gate.path_of({"path": "/dash/"}) == ""
    assert not gate.path_of({"path": path}).startswith(gate.EMBEDDED)  # routes give a page for it


def test_who_has_not_signed_in_gets_a_link_and_a_limited_reader_their_part(ask: Ask):
    stranger = ask(f"embed/{STUDENTS}")
    assert stranger.status_code == 401
    assert "Sign in to the dashboard" in stranger.text
    table = ask(f"embed/{STUDENTS}?show-as=table", "africa-desk")
    assert table.status_code == 200
    assert not ELSEWHERE.search(table.text)
    assert ask("embed/data_health/faults", "all-staff").status_code == 403


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("cards/nothing", 404),
        ("cards/students_abroad?show-as=film", 400),
        ("placements/types?region=<script>alert(1)</script>", 400),
        ("../engagement.toml", 404),
    ],
)
def test_what_cannot_be_shown_says_so_and_carries_no_script(ask: Ask, path: str, status: int):
    answer = ask(f"embed/{path}", "all-staff")
    assert answer.status_code == status
    assert "<script" not in answer.text


def test_an_address_that_is_no_site_is_refused(tmp_path):
    for text in ("*", "'self'; script-src *", "https://a.example/path", "javascript:x"):
        (tmp_path / "engagement.toml").write_text(f'[access]\nframe_ancestors = ["{text}"]')
        with pytest.raises(SettingsError, match="no address of a site"):
            load_settings(data_dir=tmp_path)


def test_the_documented_frame_is_answered(ask: Ask, tmp_path):
    text = (ROOT / "docs" / "answers-elsewhere.md").read_text(encoding="utf-8")
    (source,) = re.findall(r'<iframe src="https://dashboard\.example\.edu/([^"]+)"', text)
    assert "Region: Africa" in ask(source, "all-staff").text
    settings = re.findall(r"^```toml\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)[0]
    (tmp_path / "engagement.toml").write_text(settings)
    assert load_settings(data_dir=tmp_path).access.frame_ancestors == (SITE,)
