"""From every figure and every answer to where it comes from, in one click."""

from __future__ import annotations

from tests.pages.conftest import OpenPage


def test_every_card_leads_to_its_origin_and_draws_it_only_when_asked(open_page: OpenPage):
    page = open_page("partnerships")
    offered = [one for one in page.get("popover") if one.proto.popover.label == "Where does this come from?"]
    assert len(offered) == len(page.metric) > 4
    assert [code.value for code in page.code if "select" in code.value] == []


def test_the_origin_of_a_card_tells_definition_parameters_sources_and_sql(open_page: OpenPage):
    page = open_page("partnerships", regions="Africa")
    page.session_state["origin cards/reviews_overdue"] = True
    page.run()
    said = "\n".join(element.value for element in page.markdown)
    for part in ("**Definition.**", "`regions` Africa", "**Sources**", "rows accepted", "**Left out**"):
        assert part in said
    assert any("policy_years" in code.value for code in page.code)
