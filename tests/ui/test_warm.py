"""The first page is made before the first visitor."""

from __future__ import annotations

import pytest

from engagement.app import runtime
from engagement.ui.components import pictures
from engagement.ui.shell import warm


@pytest.fixture
def served(demo_settings, monkeypatch):
    runtime.stop()
    monkeypatch.setenv("ENGAGEMENT_DATA", str(demo_settings.data_dir))
    yield
    runtime.stop()


@pytest.mark.usefixtures("served")
def test_the_first_visitor_finds_answers_and_figures_made():
    pictures._kept.clear()
    warm.warm()
    assert len(runtime.view().cache) > 10
    assert pictures._kept
