"""Where there is nothing to show, or a delivery was refused, a page says so and what to do."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from engagement.errors import DeliveryError
from engagement.loading.load import load
from engagement.settings import Settings, load_settings
from tests.pages.conftest import PAGES, figures, visit, words


@pytest.fixture
def empty(tmp_path: Path, serve: Callable[..., None]) -> Path:
    """A data folder into which nobody has put anything."""
    (tmp_path / "exports").mkdir()
    serve(tmp_path)
    return tmp_path


@pytest.fixture(scope="module")
def refused_data(demo_settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demonstration data, of which a delivery has just been refused; nothing changes it."""
    data = tmp_path_factory.mktemp("refused") / "data"
    shutil.copytree(demo_settings.data_dir, data)
    (data / "exports" / "partnerships.csv").write_text("agreement_id\nA1\n")
    with pytest.raises(DeliveryError):
        load(load_settings(data_dir=data))
    return data


@pytest.fixture
def refused(refused_data: Path, serve: Callable[..., None]) -> Path:
    """The same, served."""
    serve(refused_data, is_shared=True)
    return refused_data


@pytest.mark.parametrize("name", PAGES)
def test_without_data_every_page_says_what_to_do(empty: Path, name: str):
    page = visit(name)
    assert not page.exception
    assert "There is no data to show yet" in words(page)
    assert str(empty / "exports") in words(page)


def test_without_data_the_faults_of_the_load_are_told(empty: Path):
    assert "**Errors** (1)" in words(visit())


def test_data_that_comes_later_is_shown(empty: Path, demo_settings: Settings):
    visit()
    for part in ("exports", "reference"):
        shutil.copytree(demo_settings.data_dir / part, empty / part, dirs_exist_ok=True)
    load(load_settings(data_dir=empty))
    assert figures(visit())


@pytest.mark.parametrize("name", PAGES)
def test_a_refused_delivery_is_told_on_every_page(refused: Path, name: str):
    assert any("A delivery was refused" in warning.value for warning in visit(name).warning)


def test_a_refused_delivery_leaves_the_last_good_numbers(refused: Path):
    assert figures(visit())


def test_the_faults_of_a_refused_delivery_are_told(refused: Path):
    assert "partner_name" in words(visit())


def test_settings_that_cannot_be_used_are_told(empty: Path):
    (empty / "engagement.toml").write_text("[release]\nthreshold = 1\n")
    page = visit()
    assert not page.exception
    assert "A threshold of 1 hides nobody or everybody." in words(page)
