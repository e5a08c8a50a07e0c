"""Where a fault is, as a reader and an editor see it."""

from __future__ import annotations

import pytest

from engagement.place import NOWHERE, Place


@pytest.mark.parametrize(
    ("place", "text"),
    [
        pytest.param(Place("queries/a.sql", 3, 7), "queries/a.sql:3:7", id="as editors follow it"),
        pytest.param(Place("queries/a.sql", 3), "queries/a.sql:3", id="without a column"),
        pytest.param(Place("", 3, 7), "line 3, column 7", id="in SQL that was typed in"),
        pytest.param(
            Place("a.toml").within("[read]").within("decimal", after=" "), "a.toml, [read] decimal", id="part"
        ),
        pytest.param(Place(part="--format"), "--format", id="in no file"),
        pytest.param(NOWHERE, "", id="nowhere"),
    ],
)
def test_a_place_is_written_so_that_it_can_be_gone_to(place, text):
    assert str(place) == text
