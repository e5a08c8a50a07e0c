"""Several totals together give away no more than each alone."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pytest
from attacker import Attacker
from hypothesis import given, settings
from hypothesis import strategies as st
from small_tables import BRIDGE, MATRIX, THRESHOLD, drawn, matrix, total

from engagement.disclosure import release
from engagement.disclosure.algebra import fixed
from engagement.disclosure.measure import lay_out
from engagement.disclosure.totals import margins_of
from engagement.query import Disclosure


def test_a_bridge_between_two_blocks_of_hidden_cells_is_not_left_open():
    result = release(matrix(BRIDGE), MATRIX, threshold=THRESHOLD)
    hidden = np.array(drawn(result).split()).reshape(4, 4) == "?"
    assert hidden[:2, :2].all()
    assert hidden[2:, 2:].all()
    # the thread must have a second one beside it
    assert hidden[3, 0]
    assert hidden.sum() > 9


def test_hidden_totals_do_not_follow_from_several_lines_together():
    table = matrix("""
        4 20 30
        0 30 40
    """)
    all_ = total((), {(): 124})
    years = total(("year",), {(1,): 4, (2,): 50, (3,): 70}, totals=all_)
    assert years[0].hidden_rows == (0, 1)
    regions = total(("region",), {("A",): 54, ("B",): 70}, totals=all_)
    result = release(
        table, Disclosure(people=("students",), by=("region", "year")), threshold=THRESHOLD, totals=(*years, *regions)
    )
    assert drawn(result) == "? ? 30\n0 30 40"


@settings(max_examples=150, derandomize=True, deadline=None)
@given(st.data())
def test_what_follows_is_found_exactly(data):
    """Against exact fractions: random tables, hidden cells, known totals of one to three kinds, some of them hidden."""
    shape = data.draw(st.tuples(*[st.integers(1, 4)] * 3))
    cells = list(np.ndindex(shape))
    hidden = np.array(data.draw(st.lists(st.booleans(), min_size=len(cells), max_size=len(cells))))
    counts = np.array(data.draw(st.lists(st.integers(0, 30), min_size=len(cells), max_size=len(cells))))
    table = pa.table({name: [cell[at] for cell in cells] for at, name in enumerate("xyz")} | {"students": counts})
    by = data.draw(st.sets(st.sampled_from([(), ("x",), ("y",), ("x", "y"), ("y", "z")]), min_size=1))
    totals = []
    attacker = Attacker({cell: int(count) for cell, count in zip(cells, counts, strict=True)})
    for names in sorted(by):
        sums: dict[tuple, int] = {}
        for cell, count in attacker.truth.items():
            key = tuple(cell["xyz".index(name)] for name in names)
            sums[key] = sums.get(key, 0) + count
        secret = data.draw(st.sets(st.sampled_from(sorted(sums))))
        totals += _known(names, sums, secret)
        for key in set(sums) - secret:
            line = [cell for cell in cells if tuple(cell["xyz".index(name)] for name in names) == key]
            attacker.learn_exactly(dict.fromkeys(line, 1), sums[key])
    for cell, is_hidden in zip(cells, hidden, strict=True):
        if not is_hidden:
            attacker.learn_exactly({cell: 1}, attacker.truth[cell])
    margins = margins_of(totals, "students", ("x", "y", "z"))
    found = fixed(lay_out(counts, table, margins.values(), threshold=THRESHOLD), hidden)
    expected = attacker.by_algebra()
    assert found[: hidden.sum()].tolist() == [
        cell in expected for cell, is_hidden in zip(cells, hidden, strict=True) if is_hidden
    ]


def _known(names, sums, secret):
    from engagement.disclosure import Total

    table = pa.table(
        {name: [key[at] for key in sums] for at, name in enumerate(names)} | {"students": list(sums.values())}
    )
    return [Total(tuple(names), table, "students", tuple(at for at, key in enumerate(sums) if key in secret))]


@pytest.mark.parametrize("mean", [0.7, 3, 30])
def test_as_many_countries_as_there_are_are_within_reach(mean):
    rng = np.random.default_rng(3)
    counts = rng.poisson(rng.gamma(0.5, 2 * mean, (240, 1)), (240, 12))
    rule = Disclosure(people=("students",), by=MATRIX.by, margins=(("region",), ("year",), ()))
    table = pa.table(
        {
            "region": np.repeat(np.arange(240), 12),
            "year": np.tile(np.arange(12), 240),
            "students": counts.ravel(),
        }
    )
    result = release(table, rule, threshold=THRESHOLD)
    assert not result.is_withheld
    shown = result.table.column("students").drop_null().to_numpy()
    assert not ((shown > 0) & (shown < THRESHOLD)).any()
