"""The page that makes a brief: choose, make, change, take away."""

from __future__ import annotations

import shutil
import stat

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from engagement.app import runtime
from engagement.brief import edit
from engagement.brief.formats import FORMATS
from engagement.ui.pages import brief, brief_editor


@pytest.fixture(autouse=True)
def without_drafts(demo_settings) -> None:
    """No words of another test."""
    shutil.rmtree(demo_settings.drafts_dir, ignore_errors=True)


@pytest.fixture
def made(open_page) -> AppTest:
    """The page with a brief on it."""
    page = open_page("summit_brief")
    return _button(page, "Make the brief").click().run()


def _button(page: AppTest, label: str):
    return next(button for button in page.main.button if button.label == label)


def _brief(page: AppTest):
    return page.session_state["brief"]


def test_the_next_summit_is_offered_first(open_page):
    page = open_page("summit_brief")
    chosen = next(box for box in page.main.selectbox if box.label == "A brief for")
    assert chosen.value.startswith("Latin America Summit 2027")
    assert "Region: Africa" in chosen.options


def test_the_page_opens_on_the_region_that_the_filters_name(open_page):
    page = open_page("summit_brief", regions="Africa")
    assert next(box for box in page.main.selectbox if box.label == "A brief for").value == "Region: Africa"


def test_a_brief_is_made_with_its_sections_and_pages(made):
    assert not made.exception
    assert [each.label.partition(" · ")[0] for each in made.main.expander][:3] == [
        "Findings",
        "Partnerships",
        "Students",
    ]
    assert any("pages, as they will print" in caption.value for caption in made.main.caption)


def test_other_words_are_the_committees(made):
    made.main.text_area[0].set_value("We go more.").run()
    first = _brief(made).section("findings").statements[0]
    assert (first.text, first.is_committee) == ("We go more.", True)
    _button(made, "The draft again").click().run()
    assert not _brief(made).section("findings").statements[0].is_committee


def test_a_field_that_reports_its_words_late_brings_no_removed_statement_back(made, monkeypatch):
    kept = _brief(made)
    one = kept.section("findings").statements[1]
    state = {"brief": edit.include(kept, "findings", one.id, is_included=False), "field": one.text, "own": "We go."}
    monkeypatch.setattr(st, "session_state", state)
    brief_editor._reword("findings", one.id, "field", one.text)
    assert one.id not in [each.id for each in state["brief"].section("findings").included]
    count = len(kept.section("findings").statements)
    brief_editor._add("findings", "own")
    brief_editor._add("findings", "own")
    assert len(state["brief"].section("findings").statements) == count + 1


def test_a_removed_statement_is_not_printed_and_comes_back(made):
    count = len(_brief(made).section("findings").included)
    _button(made, "Remove").click().run()
    assert len(_brief(made).section("findings").included) == count - 1
    _button(made, "Bring back").click().run()
    assert len(_brief(made).section("findings").included) == count


def test_a_second_click_a_reload_and_a_restart_lose_no_words(made, open_page, demo_settings):
    made.main.text_area[0].set_value("We go more.").run()
    assert _brief(_button(made, "Make the brief").click().run()).section("findings").statements[0].text == "We go more."
    runtime.stop()
    again = open_page("summit_brief")
    assert again.main.text_area[0].value == "We go more."
    assert stat.S_IMODE(demo_settings.drafts_dir.stat().st_mode) == 0o700
    assert all(stat.S_IMODE(path.stat().st_mode) == 0o600 for path in demo_settings.drafts_dir.iterdir())


def test_only_starting_over_throws_words_away(made, open_page):
    drafted = made.main.text_area[0].value
    made.main.text_area[0].set_value("We go more.").run()
    _button(made, "Discard and start over").click().run()
    assert made.main.text_area[0].value == drafted
    assert open_page("summit_brief").main.text_area[0].value == drafted


def test_two_who_work_on_one_brief_lose_no_words_of_each_other(made, open_page):
    other = open_page("summit_brief")
    made.main.text_area[0].set_value("We go more.").run()
    other.main.text_area[1].set_value("We stay longer.").run()
    for page in (other, made.run(), open_page("summit_brief")):
        assert [area.value for area in page.main.text_area][:2] == ["We go more.", "We stay longer."]


def test_a_download_has_what_was_typed_up_to_the_click(made, monkeypatch):
    held = made.session_state["brief held"]
    made.main.text_area[0].set_value("We go more.").run()
    # the button that the browser still shows was drawn before the words were typed
    assert "We go more." in brief._file(held, FORMATS["json"]).decode()
