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
from engagement.ui.pages import brief, brief_editor, brief_fields
from tests.brief.office import markup


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


def _field(page: AppTest, words: str):
    """The field whose key ends in these words."""
    return next(area for area in page.main.text_area if area.key.endswith(words))


TREND, RUNNING = "students.trend words", "students.trend.running words"


def _trend(page: AppTest):
    return next(own for own in _brief(page).section("students").statements if own.id == "students.trend")


def test_a_brief_is_made_with_its_sections_and_pages(made):
    assert not made.exception
    assert [section.label for section in made.main.expander][:3] == [
        *("Decisions asked for", "At a glance", "Since the last summit")
    ]
    assert any("pages, as they will print" in caption.value for caption in made.main.caption)


def test_other_words_are_the_committees_and_can_be_undone(made):
    drafted = _trend(made).text
    _field(made, TREND).set_value("We go more.").run()
    assert (_trend(made).text, _trend(made).is_committee) == ("We go more.", True)
    _button(made, "The draft again").click().run()
    assert not _trend(made).is_committee
    _button(made, "Undo").click().run()
    assert (_trend(made).text, _field(made, TREND).value) == (drafted, drafted)
    assert any(f"Reworded “{drafted[:40]}" in text.value for text in made.main.markdown)


def test_every_field_of_a_decision_can_be_changed_and_one_be_added(made):
    first = _brief(made).section("decisions").decisions[0]
    _field(made, f"{first.id} owner").set_value("The provost").run()
    _field(made, "decisions own 0").set_value("Open an office in Bogotá.").run()
    _field(made, "decisions.own.1 by").set_value("At the summit").run()
    asked = _brief(made).section("decisions").asked
    assert (asked[0].owner, asked[0].is_committee) == ("The provost", True)
    assert (asked[-1].what, asked[-1].by) == ("Open an office in Bogotá.", "At the summit")


def test_a_field_that_reports_its_words_late_brings_no_removed_statement_back(made, monkeypatch):
    kept = _brief(made)
    own = kept.section("students").statements[1]
    state = {"brief": edit.include(kept, "students", own.id, is_included=False), "field": own.text, "own": "We go."}
    monkeypatch.setattr(st, "session_state", state)
    brief_fields.typed("field", own.text, lambda text, seen: pytest.fail("no change"))
    count = len(kept.section("students").statements)
    brief_editor._add("students", "own")
    brief_editor._add("students", "own")
    assert len(state["brief"].section("students").statements) == count + 1


def test_what_is_removed_is_not_printed_and_comes_back(made):
    count = len(_brief(made).section("decisions").asked)
    _button(made, "Remove").click().run()
    assert len(_brief(made).section("decisions").asked) == count - 1
    _button(made, "Bring back").click().run()
    assert len(_brief(made).section("decisions").asked) == count


def test_figures_are_left_out_titles_changed_sections_added_and_remarks_never_printed(made):
    box = next(box for box in made.main.checkbox if box.label == "Reviews overdue")
    box.uncheck().run()
    next(field for field in made.main.text_input if field.label == "Title of the brief").set_value("Our paper").run()
    next(field for field in made.main.text_input if field.label == "A new section").set_value("Who comes").run()
    _field(made, "own1 own 0").set_value("The dean.").run()
    next(field for field in made.main.text_input if field.label.startswith("A comment")).set_value("Too long?").run()
    printed = FORMATS["docx"].make(_brief(made))
    text = markup(printed)
    assert "Our paper" in text
    assert "Who comes" in text
    assert "The dean." in text
    assert "Reviews overdue" not in [figure.title for section in _brief(made).included for figure in section.figures]
    assert [remark.text for remark in _brief(made).comments] == ["Too long?"]
    assert "Too long?" not in text


def test_a_second_click_a_reload_and_a_restart_lose_no_words(made, open_page, demo_settings):
    _field(made, TREND).set_value("We go more.").run()
    _button(made, "Make the brief").click().run()
    assert _trend(made).text == "We go more."
    runtime.stop()
    again = open_page("summit_brief")
    assert _field(again, TREND).value == "We go more."
    assert stat.S_IMODE(demo_settings.drafts_dir.stat().st_mode) == 0o700
    assert all(stat.S_IMODE(path.stat().st_mode) == 0o600 for path in demo_settings.drafts_dir.iterdir())


def test_only_starting_over_throws_words_away(made, open_page):
    drafted = _field(made, TREND).value
    _field(made, TREND).set_value("We go more.").run()
    _button(made, "Discard and start over").click().run()
    assert _field(made, TREND).value == drafted
    assert _field(open_page("summit_brief"), TREND).value == drafted


def test_two_who_work_on_one_brief_lose_no_words_of_each_other(made, open_page):
    other = open_page("summit_brief")
    _field(made, TREND).set_value("We go more.").run()
    _field(other, RUNNING).set_value("We stay longer.").run()
    for page in (other, made.run(), open_page("summit_brief")):
        assert [_field(page, words).value for words in (TREND, RUNNING)] == ["We go more.", "We stay longer."]


def test_two_who_write_the_same_statement_are_told_and_choose(made, open_page):
    other = open_page("summit_brief")
    _field(made, TREND).set_value("We go more.").run()
    _field(made, TREND).set_value("We go more and more.").run()  # going on is no conflict with oneself
    _field(other, TREND).set_value("We go less.").run()
    assert _trend(other).text == "We go more and more."
    (warning,) = (text.value for text in other.main.warning)
    assert "Theirs: We go more and more." in warning
    assert "Yours: We go less." in warning
    _button(other, "Use mine").click().run()
    assert _trend(other).text == "We go less."
    assert not other.main.warning


def test_a_download_has_what_was_typed_up_to_the_click(made, monkeypatch):
    held = made.session_state["brief held"]
    _field(made, TREND).set_value("We go more.").run()
    # the button that the browser still shows was drawn before the words were typed
    assert "We go more." in brief._file(held, FORMATS["json"]).decode()


def test_decisions_of_the_last_summits_brief_are_told_with_room_for_their_state(open_page):
    page = open_page("summit_brief")
    for summit in ("Africa Summit 2024", "Africa Summit 2027"):
        box = next(box for box in page.main.selectbox if box.label == "A brief for")
        page = box.set_value(next(option for option in box.options if option.startswith(summit))).run()
        page = _button(page, "Make the brief").click().run()
        if summit.endswith("2024"):
            asked = _brief(page).section("decisions").asked
    taken = _brief(page).section("since").asked
    assert _brief(page).title == "Africa Summit 2027"
    assert [decision.what for decision in taken] == [decision.what for decision in asked]
    assert taken
    _field(page, f"{taken[0].id} state").set_value("Done").run()
    assert "Done" in markup(FORMATS["docx"].make(_brief(page)))
