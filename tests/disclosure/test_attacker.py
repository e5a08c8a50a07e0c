"""Whoever puts together everything that a page shows still does not learn a hidden number.

The second half takes protection away piece by piece, and sees the same attacker win: what the first half finds
in vain, it would find.
"""

from __future__ import annotations

from random import Random

import pyarrow as pa
import pytest
from attacker import Attacker, OutOfPatienceError
from hypothesis import given, settings
from hypothesis import strategies as st
from invented_pages import VALUES, Cell, Page, Placement, page, read
from small_tables import BRIDGE, MATRIX, matrix

from engagement.disclosure import algebra, as_totals, bounds, lines, protect, release
from engagement.query import Disclosure

THRESHOLD = 4
GROUPS = [(region, year, type_) for region in VALUES["region"] for year in VALUES["year"] for type_ in VALUES["type"]]

pages = st.builds(
    lambda counts, pool, share, seed, lists_zeros: _page(counts, pool, share, Random(seed), lists_zeros),
    counts=st.lists(st.sampled_from([0, 0, 0, 1, 1, 2, 3, 4, 5, 6, 9]), min_size=len(GROUPS), max_size=len(GROUPS)),
    pool=st.sampled_from([None, None, 8, 20, 60]),
    share=st.sampled_from([0.2, 0.5, 0.9]),
    seed=st.integers(0, 1000),
    lists_zeros=st.booleans(),
)


def _page(counts: list[int], pool: int | None, share: float, random: Random, lists_zeros: bool) -> Page:
    """A page about as many placements; without a pool everybody has one, else people are drawn from it again."""
    places = [group for group, count in zip(GROUPS, counts, strict=True) for _ in range(count)]
    placements = [
        Placement(number if pool is None else random.randrange(pool), *place, random.random() < share)
        for number, place in enumerate(places)
    ]
    return page(placements, threshold=THRESHOLD, lists_zeros=lists_zeros, is_additive=pool is None)


def secrets(of: Page, attacker: Attacker, hidden: set[Cell]) -> set[Cell]:
    """What must not be known: small counts; and any hidden count of people, where people are counted once.

    Where people are counted in several places, a hidden count that is large may be known: nothing small follows from
    it, as sums are no sums then.
    """
    return {cell for cell in hidden if 0 < attacker.truth[cell] < (1_000_000 if of.is_additive else THRESHOLD)}


@settings(max_examples=60, derandomize=True, deadline=None)
@given(pages)
def test_nothing_hidden_follows_from_everything_that_a_page_shows(of):
    attacker, hidden = read(of)
    known = attacker.by_algebra()
    ranges = attacker.by_bounds()
    assert ranges is not None
    found = {cell for cell in secrets(of, attacker, hidden) if cell in known or ranges[cell][0] == ranges[cell][1]}
    assert not found


@settings(max_examples=15, derandomize=True, deadline=None)
@given(pages)
def test_for_every_hidden_number_there_is_another_world_that_looks_the_same(of):
    attacker, hidden = read(of)
    left = sorted(secrets(of, attacker, hidden), key=str)
    while left:
        try:
            world = attacker.other_world(left[0])
        except OutOfPatienceError:
            world = {}
        assert world is not None, left[0]
        left = [cell for cell in left[1:] if world.get(cell, attacker.truth[cell]) == attacker.truth[cell]]


@settings(max_examples=40, derandomize=True, deadline=None)
@given(pages)
def test_nothing_small_is_shown_anywhere_on_a_page(of):
    for _, people, released in of.tables:
        for row in released.table.to_pylist():
            outside = row["students"] - row["completed"] if row.get("completed") is not None else None
            assert not [count for count in (*(row[name] for name in people), outside) if count and count < THRESHOLD]


def attack(table: pa.Table, *, threshold: int = 10) -> set[tuple[str, int]]:
    """Hidden cells of a matrix that an attacker works out from it and from its totals."""
    result = release(table, MATRIX, threshold=threshold)
    assert not result.is_withheld
    truth = {(row["region"], row["year"]): row["students"] for row in table.to_pylist()}
    attacker = Attacker(truth)
    for row in result.table.to_pylist():
        cell = row["region"], row["year"]
        if row["students"] is None:
            attacker.least[cell] = 1
        else:
            attacker.learn_exactly({cell: 1}, row["students"])
    for total in as_totals(table, MATRIX, threshold=threshold):
        for number, row in enumerate(total.table.to_pylist()):
            if total.by != MATRIX.by and number not in total.hidden_rows:
                of = [cell for cell in truth if all(row[name] in cell for name in total.by)]
                attacker.learn_exactly(dict.fromkeys(of, 1), row["students"])
    ranges = attacker.by_bounds()
    assert ranges is not None
    known = {*attacker.by_algebra(), *(cell for cell, (low, high) in ranges.items() if low == high)}
    return {(row["region"], row["year"]) for row in result.table.to_pylist() if row["students"] is None} & known


@pytest.mark.parametrize(
    ("without", "text"),
    [
        pytest.param((lines.widen, algebra.untie, bounds.loosen), "3 40 50\n60 20 70\n80 90 99", id="no step at all"),
        pytest.param((lines.widen, bounds.loosen), "1 1 40\n30 30 40\n90 90 40", id="lines may be too narrow"),
        pytest.param((algebra.untie, bounds.loosen), BRIDGE, id="bridges are left open"),
        pytest.param((bounds.loosen,), "0 12 1\n14 14 12\n1 20 20", id="rings may be stuck"),
    ],
)
def test_the_attacker_wins_where_a_step_is_left_out(without, text, monkeypatch):
    assert not attack(matrix(text))
    monkeypatch.setattr(protect, "STEPS", tuple(step for step in protect.STEPS if step not in without))
    assert attack(matrix(text))


def _one_page(**left_out: object) -> Page:
    """A page about 3 people in Africa in 2023 who need company, made without what is left out of the headers."""
    counts = {("Africa", 2023): 3, ("Africa", 2024): 9, ("China", 2023): 9, ("China", 2024): 20}
    groups = [(region, year) for (region, year), count in counts.items() for _ in range(count)]
    people = [Placement(number, region, year, "study", True) for number, (region, year) in enumerate(groups)]
    result = Page(people, 5, lists_zeros=True, is_additive=True)
    years = result.show(("year",), totals=result.show(()))

    def more(row):
        if row["year"] == VALUES["year"][0]:
            return {"previous": None, "change": None}
        earlier = result.count("students", region=row["region"], year=row["year"] - 1)
        return {"previous": earlier, "change": row["students"] - earlier}

    rule = {"totals": years, "period": "year", "previous": {"previous": "students"}} | left_out
    result.show(("region", "year"), more=more, **rule)
    return result


@pytest.mark.parametrize(
    "left_out",
    [
        pytest.param({"totals": ()}, id="the totals that stand elsewhere"),
        pytest.param({"previous": {}}, id="the count before that a change is from"),
    ],
)
def test_the_attacker_wins_where_a_header_keeps_something_back(left_out):
    for rule, wins in (({}, False), (left_out, True)):
        attacker, hidden = read(_one_page(**rule))
        assert bool(hidden & set(attacker.by_algebra())) == wins


def test_the_attacker_wins_where_a_share_is_not_declared():
    table = pa.table({"type": ["study", "work"], "year": [1, 1], "students": [40, 9], "share": [40 / 49, 9 / 49]})
    careless = release(table, Disclosure(people=("students",), by=("type", "year")), threshold=10).table.to_pylist()
    assert round(careless[0]["students"] / careless[0]["share"]) - careless[0]["students"] == 9
    careful = Disclosure(people=("students",), by=("type", "year"), shares={"share": ("year",)})
    assert release(table, careful, threshold=10).table.column("share").null_count == 2
