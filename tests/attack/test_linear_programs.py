"""Whoever has the whole release, and linear programs, learns no count of fewer than ten people."""

from __future__ import annotations

from types import MappingProxyType

import duckdb
import pytest

from engagement.attack import NARROW, ONE_IN, attack, ranges

# A test has not the time for every table: python -m engagement attack has.
POPULATIONS = ("students_abroad", "challenge_students", "applicants", "graduates", "graduates_by_group")
WORLDS = [(0, 0), (4000, 7), (900, 3), (900, 11), (900, 23)]
SECONDS = 5


@pytest.fixture(
    scope="module", params=WORLDS, ids=lambda of: f"{of[0]} placements, seed {of[1]}" if of[0] else "shipped"
)
def findings(request, world):
    here = world(*request.param)
    attacked = {name: here.catalog.populations[name] for name in POPULATIONS}
    return list(attack(here.release, MappingProxyType(attacked), seconds=SECONDS))


def test_fewer_than_one_in_twenty_small_counts_is_narrowed_to_four_values_or_fewer(findings, capsys):
    with capsys.disabled():
        print("\ncells, under ten, settled, exact, four values or fewer: table, count")
        for each in findings:
            numbers = (each.cells, each.small, each.settled, each.exact, each.narrowed)
            print(*map("{:7}".format, numbers), f" {each.table}, {each.measure}", "; ".join(each.examples))
    assert not [each for each in findings if (each.narrowed + each.unsettled) * ONE_IN > each.small]


def test_no_count_from_0_to_9_follows_exactly(findings):
    assert not [(each.table, each.measure, each.examples) for each in findings if each.exact]


@pytest.mark.parametrize("name", ["students_abroad", "applicants"])
def test_the_true_counts_are_among_those_that_he_holds_possible(world, exact, name):
    """Else he would have proved nothing."""
    here = world(900, 3)
    population = here.catalog.populations[name]
    with duckdb.connect(exact, read_only=True) as connection:
        for publication in population.publications:
            first, second, *_ = (each.name for each in population.measures.values() if each.kind == "people")
            for measure in (first, second):
                ((_, found),) = ranges(here.release, population, publication, [measure], seconds=0.5)
                keys = ", ".join(publication.by)
                rows = connection.execute(f"select {keys}, {measure} from {publication.table}").fetchall()
                places, periods, values = (axis.index for axis in found.axes)
                for place, period, *own, count in rows:
                    # unseen places stand for one another
                    if place in places and tuple(own) in values:
                        at = places[place], periods[period], values[tuple(own)]
                        assert found.low[at] <= (count or 0) <= found.high[at], (publication.table, place, period, own)


def test_he_reads_everything_where_nothing_is_rounded_or_left_out(world, exact):
    population = world(900, 3).catalog.populations["students_abroad"]
    (publication, *_) = population.publications
    ((_, found),) = ranges(exact, population, publication, ["students"], seconds=1)
    assert found.small.sum() > 1000
    assert (found.low[found.small] == found.high[found.small]).all()
    with duckdb.connect(exact, read_only=True) as connection:
        few = connection.execute(f"select count(*) from {publication.table} where students < 10").fetchall()[0][0]
    assert (found.high[found.small] > 0).sum() == few > 100


def test_he_wins_where_few_are_left_out_and_nothing_is_rounded(world, tmp_path):
    """What no table shows follows from sums: a mechanism that is merely too weak loses."""
    here = world(4000, 7)
    weak = here.publish(tmp_path / "release.duckdb", threshold=10, rounding=1)
    population = here.catalog.populations["students_abroad"]
    ((_, found),) = ranges(weak, population, population.publications[0], ["students"], seconds=2)
    wide = (found.high - found.low + 1)[found.small]
    assert (wide <= 1).sum() > 200
    assert (wide <= NARROW).mean() > 1 / ONE_IN
