"""The register page: a state, some words, one partner; and an address that asks for what is not there."""

from __future__ import annotations

import pytest

from engagement.warehouse import Warehouse
from tests import tables
from tests.pages.conftest import OpenPage, words


def test_a_link_from_a_number_opens_as_many_agreements(open_page: OpenPage, demo_warehouse: Warehouse):
    page = open_page("register", state="Review overdue", regions="Africa")
    card = demo_warehouse.run("cards/reviews_overdue", regions=["Africa"]).table.to_pylist()[-1]
    assert len(tables.read(tables.on_page(page)[0])) == card["overdue"]


def test_words_narrow_the_register(open_page: OpenPage):
    (table,) = tables.on_page(open_page("register", wanted="student exchange"))
    assert {row["Type of agreement"] for row in tables.read(table)} == {"Student exchange"}


def test_every_row_leads_to_its_partner(open_page: OpenPage):
    (table,) = tables.on_page(open_page("register", wanted="A0361", regions="Africa"))
    to = tables.links(table)[0]
    assert to == "register?regions=Africa&partner=Adinkra+Hill+Polytechnic+University%2C+Tanzania"


def test_a_partner_has_a_view_of_its_own(open_page: OpenPage):
    page = open_page("register", partner="Adinkra Hill Polytechnic University, Tanzania", regions="China")
    said = words(page)
    for part in ("Agreements", "Students both ways", "Students of all years", "History"):
        assert part in [heading.value for heading in page.subheader] + [note.value for note in page.caption]
    assert "in force" in said
    assert "Faculty lead: " in said
    assert "cannot be shown" not in said
    next(button for button in page.button if button.label == "All agreements").click().run()
    assert [heading.value for heading in page.subheader] == ["Agreement register"]


@pytest.mark.parametrize(
    "address",
    [
        pytest.param({"partner": "Atlantis University, Atlantis"}, id="a partner that is not there"),
        pytest.param({"partner": "<script>alert(1)</script>"}, id="markup"),
        pytest.param({"partner": ["a", "b"] * 200}, id="many partners"),
        pytest.param({"state": "'; drop table agreements; --"}, id="a state that there is not"),
    ],
)
def test_what_the_register_does_not_know_is_said(open_page: OpenPage, address):
    page = open_page("register", **address)
    assert not page.exception
    assert [note.value for note in page.info if "The link asks for" in note.value]
    assert "Agreement register" in words(page)


def test_words_of_any_length_find_nothing_calmly(open_page: OpenPage):
    page = open_page("register", wanted="x" * 5000)
    assert not page.exception
    assert not tables.on_page(page)
    assert "None." in words(page)
