"""Whoever has the whole release, and linear programs, learns no count of fewer than ten people."""

from __future__ import annotations

from dataclasses import replace

import duckdb
import pytest

from engagement.attack import NARROW, attack, ranges
from engagement.population import Population
from engagement.release.build import build_release
from engagement.store.snapshots import current_records
from tests.queries.plain import AS_OF

# A test has not the time for every table of every world: python -m engagement attack has.
WORLDS = {
    (4000, 7): ("students_abroad", "applicants", "graduates_by_group", "leadership_paths"),
    (900, 3): ("students_abroad", "challenge_students", "leadership_participants"),
    (0, 0): ("students_abroad",),
}
SECONDS = 0.3


def populations(world, names) -> dict[str, Population]:
    return {name: each for name, each in world.catalog.populations.items() if names is None or name in names}


@pytest.fixture(
    scope="module", params=WORLDS, ids=lambda of: f"{of[0]} placements, seed {of[1]}" if of[0] else "shipped"
)
def findings(request, world):
    attacked = populations(world(*request.param), WORLDS[request.param])
    return list(attack(world(*request.param).release, attacked, seconds=SECONDS))


def test_fewer_than_one_in_twenty_small_counts_is_narrowed_to_four_values_or_fewer(findings, capsys):
    with capsys.disabled():
        print("\ntable, count: cells, under ten, exact, four or fewer (not settled in time), sampled, of them narrowed")
        for each in findings:
            print(
                f"{each.table}, {each.measure}: {each.cells}, {each.small}, {each.exact}, {each.narrowed}"
                f" ({each.unsettled}), {each.sampled}, {each.sampled_narrowed} {'; '.join(each.examples)}"
            )
    assert not [each for each in findings if each.narrowed * 20 > each.small]
    assert not sum(each.sampled_narrowed for each in findings)


def test_no_count_from_0_to_9_follows_exactly(findings):
    assert not [(each.table, each.measure, each.examples) for each in findings if each.exact]


def test_the_true_counts_are_among_those_that_he_holds_possible(world):
    """Else he would have proved nothing."""
    here = world(900, 3)
    population = here.catalog.populations["students_abroad"]
    with duckdb.connect(here.exact, read_only=True) as connection:
        for publication in population.publications[:2]:
            for measure in ("students", "for_credit"):
                found = ranges(here.release, population, publication, measure, seconds=SECONDS)
                keys = ", ".join(publication.by)
                rows = connection.execute(f"select {keys}, {measure} from {publication.table}").fetchall()
                places, periods, values = (axis.index for axis in found.axes)
                for place, period, *own, count in rows:
                    # unseen places stand for one another
                    if place in places:
                        at = places[place], periods[period], values[tuple(own)]
                        assert found.low[at] <= (count or 0) <= found.high[at], (place, period, own)


def test_he_reads_everything_where_nothing_is_rounded_or_left_out(world):
    here = world(900, 3)
    (publication, *_) = here.catalog.populations["students_abroad"].publications
    found = ranges(here.exact, here.catalog.populations["students_abroad"], publication, "students", seconds=SECONDS)
    assert found.small.sum() > 1000
    assert (found.low[found.small] == found.high[found.small]).all()
    with duckdb.connect(here.exact, read_only=True) as connection:
        few = connection.execute(f"select count(*) from {publication.table} where students < 10").fetchall()[0][0]
    assert (found.high[found.small] > 0).sum() == few > 100


def test_he_wins_where_counts_are_rounded_to_two_and_shown_from_three(world, tmp_path):
    """The programs find what no table shows: a mechanism that is merely too weak loses."""
    here = world(900, 3)
    weak = tmp_path / "release.duckdb"
    settings = replace(here.settings, threshold=3, rounding=2)
    records = current_records(here.settings).database
    build_release(records, weak, catalog=here.catalog, settings=settings, as_of=AS_OF.date(), progress=lambda _: None)
    population = here.catalog.populations["students_abroad"]
    found = ranges(weak, population, population.publications[0], "students", seconds=SECONDS)
    assert (found.high[found.small] - found.low[found.small] < NARROW).mean() > 0.9
