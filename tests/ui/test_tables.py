"""Numbers in tables are rounded as everywhere else: Streamlit would cut what its step leaves over."""

from __future__ import annotations

import pytest

from engagement.ui.components.tables import rounded
from tests.answers import answer


@pytest.mark.parametrize(
    ("cell", "unit", "shown"),
    [(816 / 2161, "share", 0.378), (564 / 2116, "share", 0.267), (28 / 41, "share", 0.683), (111.46, "days", 111.5)],
)
def test_a_table_shows_a_number_as_a_card_does(cell: float, unit: str, shown: float):
    result = answer({"region": "Region", "number": ("Number", unit)}, [("Africa", cell)])
    assert rounded(result).column("number").to_pylist() == [shown]
