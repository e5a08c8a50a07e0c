"""Every page opens over the demonstration data, and nothing on it fails."""

from __future__ import annotations

import pytest

from engagement.app.menu import MENU
from tests.pages.conftest import PAGES, OpenPage, words

TITLES = {entry.file.removesuffix(".py"): entry.title for entry in MENU}


def test_every_page_of_the_menu_is_tested():
    assert set(PAGES) == set(TITLES)


@pytest.mark.parametrize("name", PAGES)
def test_a_page_opens_under_its_title(open_page: OpenPage, name: str):
    page = open_page(name)
    assert [title.value for title in page.title] == [TITLES[name]]


@pytest.mark.parametrize("name", PAGES)
def test_no_part_of_a_page_fails(open_page: OpenPage, name: str):
    page = open_page(name)
    assert not page.exception
    assert "cannot be shown" not in words(page)


@pytest.mark.parametrize("name", PAGES)
def test_no_part_of_a_page_fails_for_one_region_and_one_year(open_page: OpenPage, name: str):
    page = open_page(name, regions="Africa", period="2023/2024")
    assert not page.exception
    assert "cannot be shown" not in words(page)


@pytest.mark.parametrize("name", PAGES)
def test_demonstration_data_is_called_so_on_every_page(open_page: OpenPage, name: str):
    assert "Demonstration data" in words(open_page(name))


@pytest.mark.parametrize("name", PAGES)
def test_every_page_names_the_day_that_its_numbers_stand_for(open_page: OpenPage, name: str):
    assert "As of Nov 1, 2026" in words(open_page(name))
