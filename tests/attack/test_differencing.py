"""Whoever asks every query with many filters, and takes answers from one another, has sums of published numbers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from engagement.query import NARROWING
from engagement.warehouse import open_warehouse

# Every region of every scheme, and every period, is asked of the 900 placements. Of pairs of countries those that
# took whole releases apart when each answer was protected by itself.
PAIRS = (("GBR", "NAM"), ("GBR",), ("ESP", "ZAF"), ("ESP",), ("CHN", "HKG"), ("CHN",))


@pytest.fixture(scope="module")
def warehouse(world):
    return open_warehouse(world(900, 3).settings)


def filters(warehouse) -> Iterator[dict[str, Any]]:
    database = warehouse.view.database
    regions = database.run("select distinct scheme, region from region_membership order by all", {}).to_pylist()
    periods = [row["period"] for row in database.run("select period from periods order by all", {}).to_pylist()]
    yield {}
    yield from ({"scheme": each["scheme"], "regions": [each["region"]]} for each in regions)
    yield from ({"period": period} for period in periods)
    yield from ({"countries": list(pair), "period": period} for pair in PAIRS for period in ("all", periods[5]))


def test_no_answer_holds_a_number_of_people_that_is_finer_than_the_release(warehouse):
    rounding, asked, finer = warehouse.settings.rounding, 0, []
    for id_, query in warehouse.catalog.queries.items():
        counts = [name for name, column in query.columns.items() if column.is_count]
        for given in filters(warehouse) if counts else ():
            taken = {name: value for name, value in given.items() if name in query.parameters}
            if given and not set(NARROWING) & set(taken):
                continue
            table = warehouse.run(id_, **taken).table
            asked += 1
            for name in counts:
                values = {value for value in table.column(name).to_pylist() if value is not None}
                finer += [(id_, taken, name, value) for value in values if value % rounding or 0 < value < 10]
    assert asked > 500
    assert not finer
