"""The query library shows every query from its file alone, and a faulty file in its own place."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from engagement.catalog.query_file import KINDS, draft
from engagement.catalog.reviews import write_review
from engagement.query import CHART_KINDS
from engagement.settings import ROOT, Settings
from engagement.warehouse import Warehouse
from tests.pages.conftest import OpenPage, visit, words

QUERIES = ROOT / "queries"
IDS = sorted(
    str(path.relative_to(QUERIES).with_suffix(""))
    for path in QUERIES.rglob("*.sql")
    if path.relative_to(QUERIES).parts[0] not in KINDS
)
QUERY = "partnerships/partners_by_letter"
MINE = """/*---
title    = "Partners by letter"
question = "How many partners begin with the letter?"
grain    = "one row"
owner    = "An analyst"

[parameters]
letter = { type = "VARCHAR", default = "A", title = "First letter" }

[columns]
partners = { title = "Partners", unit = "partners" }
---*/
select count(distinct partner_name) as partners
from partnerships
where starts_with(partner_name, $letter)
"""


@pytest.fixture
def own_queries(demo_settings: Settings, tmp_path: Path, serve: Callable[..., None]) -> Path:
    """A copy of the folder of queries that a test may write into, served."""
    folder = tmp_path / "queries"
    shutil.copytree(QUERIES, folder)
    serve(demo_settings.data_dir, folder)
    return folder


def test_the_list_names_every_query(open_page: OpenPage, demo_warehouse: Warehouse):
    labels = {button.key.removeprefix("open ") for button in open_page("query_library").button if button.key}
    assert set(demo_warehouse.catalog.queries) <= labels


def test_the_search_finds_a_word_of_a_title(open_page: OpenPage):
    page = open_page("query_library")
    page.text_input(key="search").input("concentration").run()
    found = {button.key for button in page.button if button.key and button.key.startswith("open ")}
    assert {"open partnerships/concentration", "open placements/concentration"} <= found
    assert "open cards/demand_met" not in found


def test_a_search_that_finds_nothing_says_so(open_page: OpenPage):
    page = open_page("query_library")
    page.text_input(key="search").input("xylophone").run()
    assert "No query matches" in words(page)


@pytest.mark.parametrize("query_id", IDS)
def test_a_query_is_shown_from_its_file_alone(open_page: OpenPage, demo_warehouse: Warehouse, query_id: str):
    page = open_page("query_library", query=query_id)
    query, said = demo_warehouse.catalog.queries[query_id], words(page)
    assert query.question in said
    assert query.grain in said
    assert [code.value for code in page.main.code] == [query.text.strip()]
    assert all(f"`{column}`" in said for column in query.columns)
    assert "cannot be shown" not in said


def test_a_query_that_is_not_there_is_told_with_the_nearest(open_page: OpenPage):
    page = open_page("query_library", query="partnerships/concentraton")
    assert any('Did you mean "partnerships/concentration"' in note.value for note in page.info)


def test_a_saved_query_appears_with_its_own_parameter(own_queries: Path):
    (own_queries / "partnerships" / "partners_by_letter.sql").write_text(MINE)
    page = visit("query_library", query="partnerships/partners_by_letter")
    assert page.text_input(key="partnerships/partners_by_letter.letter").value == "A"


def test_a_faulty_file_shows_its_fault_and_blanks_nothing_else(own_queries: Path):
    (own_queries / "partnerships" / "broken.sql").write_text(MINE.replace("$letter", "$leter"))
    page = visit("query_library")
    assert "broken.sql cannot be used" in words(page)
    assert "open partnerships/concentration" in {button.key for button in page.button}


def test_a_query_that_asks_for_a_place_on_a_page_gets_it(own_queries: Path):
    asks = MINE.replace('owner    = "An analyst"', 'owner    = "An analyst"\npage     = "overview"')
    (own_queries / "partnerships" / "partners_by_letter.sql").write_text(asks)
    assert "Partners by letter" in [heading.value for heading in visit("overview").subheader]


def test_it_stands_in_its_section_between_the_tabs_that_it_names(own_queries: Path):
    spot = 'page = "overview"\nsection = "Where students went"\ntab = "Letters"\norder = 15'
    asks = MINE.replace('owner    = "An analyst"', spot)
    (own_queries / "partnerships" / "partners_by_letter.sql").write_text(asks)
    broken = own_queries / "partnerships" / "broken.sql"
    broken.write_text(asks.replace("$letter", "$leter").replace("order = 15", "order = 25"))
    link = {"students": "Letters", f"{QUERY}.letter": "S"}
    page = visit("overview", **link)
    assert [tab.label for tab in page.tabs][:3] == ["On the map", "Letters", "Change"]
    letters = page.tabs[1]
    assert letters.text_input[0].value == "S"
    captions = [caption.value for caption in letters.caption]
    assert any("First letter: S" in caption for caption in captions)
    said = [element.value for element in letters.markdown]
    assert any("Not reviewed" in text for text in said)
    assert any("Partners by letter cannot be shown" in text for text in said), "one at fault has the same tab"


def test_its_notes_are_shown_with_it_and_html_in_them_is_not_run(own_queries: Path):
    (own_queries / "partnerships" / "partners_by_letter.sql").write_text(MINE)
    note = "Counts **names**, not partners. <script>alert(1)</script>"
    (own_queries / "partnerships" / "partners_by_letter.md").write_text(note)
    page = visit("query_library", query=QUERY, about=QUERY)
    shown = [element for element in page.markdown if "not partners" in element.value]
    assert [element.allow_html for element in shown] == [False]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        pytest.param(("$letter", "$leter"), "Partners by letter cannot be shown", id="in its SQL"),
        pytest.param(("grain ", "grian "), "Partners by letter cannot be shown", id="in a key of its header"),
        pytest.param(('"one row"', "one row"), "partners_by_letter cannot be shown", id="a header that is not TOML"),
        pytest.param(("---*/", "*/"), "partners_by_letter cannot be shown", id="a header without its end"),
    ],
)
def test_a_placed_query_with_a_fault_stands_on_its_page_with_it(own_queries: Path, change: tuple[str, str], said: str):
    asks = MINE.replace('owner    = "An analyst"', 'owner    = "An analyst"\npage     = "overview"')
    (own_queries / "partnerships" / "partners_by_letter.sql").write_text(asks.replace(*change))
    shown = words(visit("overview"))
    assert said in shown
    assert "partners_by_letter.sql:" in shown
    assert str(own_queries) not in shown


def test_an_answer_that_matches_nothing_has_no_rows(open_page: OpenPage):
    page = open_page("query_library", show="Workbench")
    page.session_state["workbench sql"] = "select partner_name from partnerships where partner_name = 'Atlantis'"
    page.session_state["workbench run"] = True
    said = words(page.run())
    assert "None." in said
    assert "There is no answer" not in said
    assert "Errno" not in said


def test_what_is_typed_in_is_run_and_becomes_a_file(open_page: OpenPage):
    page = open_page("query_library", show="Workbench")
    page.session_state["workbench sql"] = "select partner_type, count(*) as agreements from partnerships group by all"
    page.session_state["workbench run"] = True
    page.run()
    text = next(code.value for code in page.code if code.value.startswith("/*---"))
    assert 'agreements = { title = "Agreements", unit = "agreements" }' in text
    assert "As of" in words(page)
    assert not page.exception


def test_a_draft_is_kept_for_its_author_and_opened_by_its_link(own_queries: Path):
    page = visit("query_library", show="Workbench")
    page.session_state["workbench sql"] = "select 1 as one"
    page.text_input(key="draft title").input("One <b>").run()
    page.button(key="save draft").click().run()
    asked = page.query_params["draft"]
    link = asked[0] if isinstance(asked, list) else asked
    other = visit("query_library", show="Workbench", draft=link)
    assert other.session_state["workbench sql"] == "select 1 as one"
    assert other.text_input(key="draft title").value == "One <b>"
    other.button(key=f"remove draft {link}").click().run()
    gone = visit("query_library", show="Workbench", draft=link)
    assert any("not kept any more" in note.value for note in gone.info)
    assert gone.session_state["workbench sql"] != "select 1 as one"


def test_a_fault_in_what_is_typed_is_told_with_its_place(open_page: OpenPage):
    page = open_page("query_library", show="Workbench")
    page.session_state["workbench sql"] = "select gender,\n    max(cost_amount) as most\nfrom placements"
    page.session_state["workbench run"] = True
    said = words(page.run())
    assert "line 3, column 6" in said
    assert 'There is no table "placements" to ask here' in said


def test_numbers_of_people_are_asked_as_they_are_published(open_page: OpenPage):
    page = open_page("query_library", show="Workbench")
    page.session_state["workbench sql"] = (
        "select students from students_abroad_by_place_period where place = 'world' and period = '2025'"
    )
    page.session_state["workbench run"] = True
    tables = [element.proto.body for element in page.run().get("html") if "<table" in element.proto.body]
    assert [re.findall(r'scope="row"[^>]*>(?:<[^>]*>)*([^<]*)', table) for table in tables] == [["1,520"]]


def test_every_kind_of_chart_is_in_the_gallery_with_the_header_that_makes_it(open_page: OpenPage):
    page = open_page("query_library", show="Gallery")
    shown = [code.value for code in page.code]
    assert [kind for kind in CHART_KINDS if not any(f'"{kind}"' in header for header in shown)] == []
    assert "cannot be shown" not in words(page)


@pytest.mark.parametrize(
    ("select", "said"),
    [
        pytest.param("count(distinct", "Checked on Nov 20, 2026 by R. Viewer", id="as it was checked"),
        pytest.param("2 * count(distinct", "Changed since it was checked", id="changed since"),
    ],
)
def test_a_checked_query_says_by_whom_as_long_as_it_asks_the_same(own_queries: Path, select: str, said: str):
    path = own_queries / "partnerships" / "partners_by_letter.sql"
    checked = draft(MINE, path, own_queries).query
    assert checked is not None
    write_review(own_queries, checked, date(2026, 11, 20), "R. Viewer")
    path.write_text(MINE.replace("count(distinct", select))
    assert said in words(visit("query_library", query=QUERY))


def test_a_query_that_was_looked_at_and_not_sealed_is_not_called_changed(own_queries: Path):
    path = own_queries / "partnerships" / "partners_by_letter.sql"
    path.write_text(MINE)
    (own_queries / "reviews.toml").write_text('"partnerships/partners_by_letter" = { date = 2026-11-20 }')
    said = words(visit("query_library", query=QUERY))
    assert "Reviewed on Nov 20, 2026, and not marked as checked" in said
    assert "Changed since" not in said
