"""Whoever asks every query with many filters, and takes answers from one another, has sums of published numbers."""

from __future__ import annotations

from collections.abc import Iterator
from math import gcd
from typing import Any

import pytest

from engagement.query import NARROWING
from engagement.warehouse import open_warehouse

# Of pairs of countries those that took whole releases apart when each answer was protected by itself.
PAIRS = (("GBR", "NAM"), ("GBR",), ("ESP", "ZAF"), ("ESP",))
REGIONS = (("summit", "Africa"), ("summit", "Europe"), ("m49", "Southern Europe"), ("worldbank", "South Asia"))
GROUPS = ("Team", "Organization")


@pytest.fixture(scope="module")
def warehouse(world):
    return open_warehouse(world(900, 3).settings)


def filters() -> Iterator[dict[str, Any]]:
    yield {}
    yield from ({"scheme": scheme, "regions": [region], "period": "2022"} for scheme, region in REGIONS)
    yield from ({"period": period} for period in ("all", "last_5", "last_3", "2021"))
    yield from ({"countries": list(pair), "period": period} for pair in PAIRS for period in ("all", "2022"))


@pytest.fixture(scope="module")
def published(warehouse) -> dict[str, int]:
    """What every count of a published table is a multiple of, by table."""
    database, multiples = warehouse.view.database, {}
    for population in warehouse.catalog.populations.values():
        counts = [each.name for each in population.measures.values() if each.is_count]
        for publication in population.publications:
            rows = database.run(f"select {', '.join(counts)} from {publication.table}", {}).to_pylist()
            multiples[publication.table] = gcd(*(value for row in rows for value in row.values() if value))
    return multiples


def test_no_answer_holds_a_number_of_people_that_is_finer_than_the_release(warehouse, published):
    """A released number, or a sum of such, is a multiple of what they all are, and never from 1 to 9."""
    asked, finer = 0, []
    for id_, query in warehouse.catalog.queries.items():
        counts = [name for name, column in query.columns.items() if column.is_count]
        multiple = gcd(*(published.get(table, 0) for table in warehouse.catalog.publications_behind(query))) or 5
        for given in filters() if counts else ():
            taken = {name: value for name, value in given.items() if name in query.parameters}
            if given and not set(NARROWING) & set(taken):
                continue
            asked += 1
            for row in warehouse.run(id_, **taken).table.to_pylist():
                # where teams or organizations are rated, pairs are of these: no people
                values = [row[name] for name in counts if name != "pairs" or row.get("level") not in GROUPS]
                finer += [(id_, taken, each) for each in values if each and (each % multiple or 0 < each < 10)]
    assert asked > 300
    assert not finer
