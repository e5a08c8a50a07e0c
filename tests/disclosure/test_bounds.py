"""That a hidden count is a whole number of people does not give it away."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
from attacker import Attacker
from hypothesis import given, settings
from hypothesis import strategies as st
from small_tables import MATRIX, THRESHOLD, drawn, matrix, shown, total

from engagement.disclosure import release
from engagement.disclosure.algebra import fixed
from engagement.disclosure.bounds import pinned
from engagement.disclosure.measure import lay_out
from engagement.disclosure.totals import margins_of
from engagement.disclosure.unknowns import Unknowns
from engagement.query import Disclosure


def test_ten_people_in_ten_cells_are_not_one_in_each():
    assert shown([1] * 10 + [0, 0]) == [None] * 11 + [0]


def test_a_table_that_nothing_can_hide_is_withheld_with_its_rows():
    rule = Disclosure(people=("students",), by=("row",), margins=((),))
    result = release(pa.table({"row": range(12), "students": [1] * 12}), rule, threshold=THRESHOLD)
    assert result.is_withheld
    assert result.table.num_rows == 0
    assert result.table.column_names == ["row", "students"]


def test_a_ring_of_cells_that_turns_neither_way_gets_another_way_through():
    # six hidden cells in a ring: 1 more in one is 1 less in the next, and so on; each way round, a 1 is to fall
    table = matrix("""
         0 12  1
        14 14 12
         1 20 20
    """)
    assert drawn(release(table, MATRIX, threshold=THRESHOLD)) == "0 ? ?\n? ? ?\n? ? 20"


@settings(max_examples=120, derandomize=True, deadline=None)
@given(st.integers(2, 3), st.integers(2, 3), st.data())
def test_what_whole_numbers_give_away_is_found_exactly(regions, years, data):
    """Against a search through all tables that look the same, each hidden count being 1 at least."""
    cells = list(np.ndindex(regions, years))
    counts = np.array([data.draw(st.sampled_from([1, 1, 1, 2, 3, 12])) for _ in cells])
    hidden = np.array([data.draw(st.booleans()) for _ in cells])
    table = pa.table({"region": [r for r, _ in cells], "year": [y for _, y in cells], "students": counts})
    attacker = Attacker({cell: int(count) for cell, count in zip(cells, counts, strict=True)})
    known = []
    for at, name in enumerate(("region", "year")):
        sums = {}
        for cell in cells:
            sums[(cell[at],)] = sums.get((cell[at],), 0) + attacker.truth[cell]
        known += total((name,), sums, threshold=0)
        for (key,), value in sums.items():
            attacker.learn_exactly({cell: 1 for cell in cells if cell[at] == key}, value)
    for cell, is_hidden in zip(cells, hidden, strict=True):
        attacker.least[cell] = 1
        if not is_hidden:
            attacker.learn_exactly({cell: 1}, attacker.truth[cell])
    margins = margins_of(known, "students", ("region", "year"))
    measure = lay_out(counts, table, margins.values(), threshold=THRESHOLD)
    is_pinned, _ = pinned(Unknowns(measure, hidden), counts[hidden] == 1)
    told = np.zeros(len(cells), dtype=bool)
    told[np.flatnonzero(hidden)[is_pinned]] = True
    free = hidden & ~told
    told[np.flatnonzero(free)[fixed(measure, free)]] = True
    expected = [
        bool(is_hidden) and attacker.other_world(cell) is None for cell, is_hidden in zip(cells, hidden, strict=True)
    ]
    assert told.tolist() == expected
