"""Briefs over the demonstration data, made once."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from engagement.brief.compose import compose
from engagement.brief.model import Brief
from engagement.brief.subject import Request

SUMMITS = ("S-2027-AFR", "S-2027-CHN", "S-2027-LAC")


@pytest.fixture(scope="session")
def brief_of(demo_warehouse) -> Callable[..., Brief]:
    """The brief for a summit of the demonstration data, as the committee gets it."""
    made: dict[str, Brief] = {}

    def brief_of(summit: str = "S-2027-AFR") -> Brief:
        if summit not in made:
            made[summit] = compose(demo_warehouse.view, Request(summit=summit))
        return made[summit]

    return brief_of


@pytest.fixture(scope="session")
def africa(brief_of: Callable[..., Brief]) -> Brief:
    """The brief for the Africa summit."""
    return brief_of("S-2027-AFR")
