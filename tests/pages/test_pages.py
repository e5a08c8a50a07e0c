"""Every page opens over the demonstration data, and nothing on it fails. Each is opened once for all claims."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from engagement.app.menu import MENU
from tests.pages.conftest import PAGES, OpenPage, words

TITLES = {entry.file.removesuffix(".py"): entry.title for entry in MENU}


@dataclass(frozen=True)
class Sight:
    """What was seen of a page."""

    titles: list[str]
    exceptions: list[str]
    words: str


@pytest.fixture(scope="module")
def seen() -> dict[str, Sight]:
    """The pages that were opened, by their names."""
    return {}


@pytest.fixture
def see(open_page: OpenPage, seen: dict[str, Sight]) -> Callable[[str], Sight]:
    """Open a page, once, and note everything that the claims are about."""

    def see(name: str) -> Sight:
        if name not in seen:
            page = open_page(name)
            titles = [title.value for title in page.title]
            seen[name] = Sight(titles, [each.value for each in page.exception], words(page))
        return seen[name]

    return see


def test_every_page_of_the_menu_is_tested():
    assert set(PAGES) == set(TITLES)


@pytest.mark.parametrize("name", PAGES)
def test_a_page_opens_under_its_title(see: Callable[[str], Sight], name: str):
    assert see(name).titles == [TITLES[name]]


@pytest.mark.parametrize("name", PAGES)
def test_no_part_of_a_page_fails(see: Callable[[str], Sight], name: str):
    assert see(name).exceptions == []
    assert "cannot be shown" not in see(name).words


@pytest.mark.parametrize("name", PAGES)
def test_no_part_of_a_page_fails_for_one_region_and_one_year(open_page: OpenPage, name: str):
    page = open_page(name, regions="Africa", period="2023/2024")
    assert not page.exception
    assert "cannot be shown" not in words(page)


@pytest.mark.parametrize("places", [{"regions": ["Africa", "China"]}, {"countries": ["Kenya", "Brazil"]}], ids=str)
def test_no_part_of_regions_fails_for_several_side_by_side(open_page: OpenPage, places: dict[str, list[str]]):
    page = open_page("region", **places)
    assert "cannot be shown" not in words(page)
    assert not page.exception


@pytest.mark.parametrize("name", PAGES)
def test_demonstration_data_is_called_so_on_every_page(see: Callable[[str], Sight], name: str):
    assert "Demonstration data" in see(name).words


@pytest.mark.parametrize("name", PAGES)
def test_every_page_names_the_day_that_its_numbers_stand_for(see: Callable[[str], Sight], name: str):
    assert "As of Nov 1, 2026" in see(name).words
