"""From every figure and every answer to where it comes from, in one click."""

from __future__ import annotations

from tests.pages.conftest import OpenPage, figures, words


def test_every_figure_and_every_answer_opens_a_drawer_of_its_own(open_page: OpenPage):
    page = open_page("partnerships")
    offered = page.session_state["drawers"]
    assert len(offered) == len(figures(page)) + len(page.subheader)
    assert [code.value for code in page.code if "select" in code.value] == []


def test_a_drawer_that_the_address_names_tells_definition_table_files_and_sql(open_page: OpenPage):
    page = open_page("partnerships", regions="Africa", about="cards/reviews_overdue")
    for part in ("Definition.", "`regions` Africa", "Files", "rows accepted", "Left out"):
        assert part in words(page)
    assert any("policy_years" in code.value for code in page.code)
    assert [button.proto.label for button in page.get("download_button")][-3:] == ["CSV", "Excel", "Parquet"]


def test_a_drawer_that_there_is_not_is_not_opened(open_page: OpenPage):
    page = open_page("partnerships", about="cards/gold")
    assert not page.exception
    assert not page.code
