"""A share tells the total that it divides by."""

from __future__ import annotations

import pyarrow as pa
from small_tables import THRESHOLD, released, total

from engagement.disclosure import release
from engagement.query import Disclosure

RULE = Disclosure(people=("students",), by=("type", "year"), shares={"share": ("year",)})


def table(*counts: tuple[str, int, int]) -> pa.Table:
    whole: dict[int, int] = {}
    for _, year, count in counts:
        whole[year] = whole.get(year, 0) + count
    types, years, students = zip(*counts, strict=True)
    return pa.table(
        {
            "type": types,
            "year": years,
            "students": students,
            "share": [count / whole[year] for _, year, count in counts],
        }
    )


def test_shares_make_their_total_known():
    # 40 are 81.6 %, so all are 49, and 9 are left for work
    alone = table(("study", 1, 40), ("work", 1, 9))
    assert released(alone, Disclosure(people=("students",), by=RULE.by)) == [40, None]
    assert released(alone, RULE) == [None, None]


def test_shares_are_hidden_where_their_total_is():
    data = table(("study", 1, 4), ("work", 1, 0), ("study", 2, 30), ("work", 2, 20), ("study", 3, 50), ("work", 3, 60))
    years = total(("year",), {(1,): 4, (2,): 50, (3,): 110}, totals=total((), {(): 164}))
    assert years[0].hidden_rows == (0, 1)
    result = release(data, RULE, threshold=THRESHOLD, totals=years)
    rows = {(row["type"], row["year"]): row for row in result.table.to_pylist()}
    assert rows["work", 2]["students"] is None
    assert rows["study", 2]["students"] == 30
    assert rows["study", 2]["share"] is None
    assert rows["study", 3]["share"] == 50 / 110
