"""The first page is made before the first visitor."""

from __future__ import annotations

import pytest

from engagement.ui import pictures, running, warm


@pytest.fixture
def served(demo_settings, monkeypatch):
    running.stop()
    monkeypatch.setenv("ENGAGEMENT_DATA", str(demo_settings.data_dir))
    yield
    running.stop()


@pytest.mark.usefixtures("served")
def test_the_first_visitor_finds_answers_and_figures_made():
    pictures._kept.clear()
    warm.warm()
    assert len(running.view().cache) > 10
    assert pictures._kept
