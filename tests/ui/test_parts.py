"""What fails in a part of a page is said in its place, calmly, and never with a row's values."""

from __future__ import annotations

import logging

import pytest
from streamlit.testing.v1 import AppTest

from engagement.errors import without_folders
from engagement.ui.shell.parts import plain


def failing_with_ours():
    import streamlit as st

    from engagement.errors import CallError, Fault
    from engagement.place import Place
    from engagement.ui.shell import parts

    with parts.part("The figure"):
        raise CallError(
            Fault('There is no query named "x".', Place("queries/"), "Choose another."), Fault("And *this*.")
        )
    st.text("the rest")


def failing_with_anything():
    import streamlit as st

    from engagement.ui.shell import parts

    with parts.part("The figure"):
        raise ValueError("Conversion Error: 'Jane Doe' is not a number")
    st.text("the rest")


def stopping():
    import streamlit as st

    from engagement.ui.shell import parts

    with parts.part("The figure"):
        st.stop()
    st.text("the rest")


def draw(script) -> AppTest:
    return AppTest.from_function(script, default_timeout=30).run()


def said(page: AppTest) -> str:
    return "\n".join(element.value for element in page.markdown)


@pytest.mark.parametrize("script", [failing_with_ours, failing_with_anything])
def test_the_rest_of_the_page_goes_on(script):
    page = draw(script)
    assert [text.value for text in page.text] == ["the rest"]
    assert not page.exception


def test_an_error_of_ours_tells_what_where_and_what_to_do():
    words = said(draw(failing_with_ours))
    assert 'There is no query named "x".' in words
    assert "queries/" in words
    assert "Choose another." in words


def test_every_fault_of_an_error_is_told_as_it_is_written():
    assert r"And \*this\*." in said(draw(failing_with_ours))


def test_an_unknown_error_tells_a_reference_and_no_value():
    words = said(draw(failing_with_anything))
    assert "this reference to the log" in words
    assert "Jane" not in words


def test_the_log_has_the_reference_and_the_place_in_one_line_and_no_value(caplog: pytest.LogCaptureFixture):
    with caplog.at_level(logging.ERROR, logger="engagement"):
        words = said(draw(failing_with_anything))
    reference = words.rsplit("**", 2)[-2]
    assert f"fault {reference}: ValueError" in caplog.text
    assert " failing_with_anything" in caplog.text
    assert "Jane" not in caplog.text
    assert len([record for record in caplog.records if record.name == "engagement"]) == 1


def test_a_page_may_stop_inside_a_part():
    page = draw(stopping)
    assert not page.text
    assert not page.markdown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        pytest.param("Côte d'Ivoire", "Côte d'Ivoire", id="ordinary words stay"),
        pytest.param("*a* [b](c)", r"\*a\* \[b\](c)", id="markdown is shown as typed"),
        pytest.param("two\nlines", "two lines", id="one line"),
        pytest.param("$x$", r"\$x\$", id="no formulas"),
    ],
)
def test_plain_text_is_shown_as_it_is(text, shown):
    assert plain(text) == shown


@pytest.mark.parametrize(
    ("message", "told"),
    [
        pytest.param("'/srv/app/lib/pandas/__init__.py'", "'__init__.py'", id="a file of the server"),
        pytest.param("/srv/data/exports/a.csv:12", "a.csv:12", id="with its line"),
        pytest.param(r"C:\Users\me\data\a.csv", "a.csv", id="of Windows"),
        pytest.param("queries/placements/a.sql:3", "queries/placements/a.sql:3", id="one below the project stays"),
        pytest.param("https://example.edu/a/b", "https://example.edu/a/b", id="an address stays"),
        pytest.param("and/or, 2025/2026, n/a", "and/or, 2025/2026, n/a", id="a stroke stays"),
    ],
)
def test_no_message_shows_a_folder_of_the_server(message, told):
    assert without_folders(message) == told
