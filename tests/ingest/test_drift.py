"""What changed since the delivery before is said; of people without a count, and of their attributes not at all."""

from __future__ import annotations

import hashlib
import json

import pytest

from engagement.store.snapshots import current_records


def _drift(data) -> list[tuple]:
    return data.ask("select table_name, kind, subject, before, after from ledger.drift order by all")


def test_the_first_delivery_has_nothing_to_be_compared_with(data):
    data.deliver(partnerships=[{}])
    data.load()
    assert _drift(data) == []


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        pytest.param([{}], [{}] * 3, [("row_count", "rows accepted", "1", "3")], id="rows were added"),
        pytest.param(
            [{}],
            [{"risk_level": "low"}],
            [("new_column", "risk_level", None, None), ("new_value", "risk_level: low", "0", "1")],
            id="a column came with its values",
        ),
        pytest.param(
            [{"partner_city": "Kyoto"}], [{}], [("missing_column", "partner_city", None, None)], id="a column went"
        ),
        pytest.param(
            [{}], [{"owning_unit": ""}], [("new_column", "owning_unit", None, None)], id="an empty column came"
        ),
        pytest.param(
            [{}, {"partner_country": "FRA"}],
            [{}, {"partner_country": "DEU"}],
            [("missing_country", "FRA", "1", "0"), ("new_country", "DEU", "0", "1")],
            id="a country came and one went",
        ),
        pytest.param(
            [{}, {"partner_name": "Lyon"}],
            [{}, {"partner_name": "Kiel"}],
            [("missing_partner", "Lyon", "1", "0"), ("new_partner", "Kiel", "0", "1")],
            id="a partner came and one went",
        ),
        pytest.param(
            [{}, {"agreement_type": "Cotutelle"}],
            [{}, {"agreement_type": "cotutelle"}],
            [
                ("missing_value", "agreement_type_raw: Cotutelle", "1", "0"),
                ("new_value", "agreement_type_raw: cotutelle", "0", "1"),
            ],
            id="a label is written otherwise",
        ),
    ],
)
def test_changes_between_two_deliveries_are_told(data, before, after, expected):
    data.deliver(partnerships=before)
    data.load()
    data.deliver(partnerships=after)
    data.load(accept=True)
    assert _drift(data) == [("partnerships", *change) for change in expected]


def test_people_are_not_counted_and_their_attributes_not_mentioned(data):
    data.deliver(placements=[{"gender": "female"}, {}])
    data.load()
    data.deliver(placements=[{"gender": "nonbinary", "host_country": "FRA", "term": "fall"}, {}])
    data.load()
    assert _drift(data) == [
        ("placements", "new_column", "term", None, None),
        ("placements", "new_country", "FRA", None, None),
        ("placements", "new_value", "term: fall", None, None),
    ]


def test_the_account_of_a_delivery_outlives_a_new_model(data):
    data.deliver(partnerships=[{}])
    data.load()
    data.deliver(partnerships=[{}, {}])
    data.load()
    told = _drift(data)
    data.model("one", "select 1 as one")
    assert data.load().built
    assert _drift(data) == told != []


def test_a_table_that_came_for_the_first_time_is_not_compared(data):
    data.deliver(partnerships=[{}])
    data.load()
    data.deliver(placements=[{}])
    data.load()
    assert _drift(data) == []


# An office's own export: other headers, one of which nobody reads, and one column that ours does not have yet.
OWN = """No,Partner,Country,Kind,Term,Remark
A1-0,Kyoto University,JPN,general_mou,open_ended,x
"""
MAPPING = """
table = "partnerships"
files = ["register*.csv"]
[columns]
agreement_id = "No"
partner_name = "Partner"
partner_country = "Country"
agreement_type = "Kind"
term_type = "Term"
"""


def _deliver_own(data, rows=OWN) -> None:
    (data.path / "data/exports/partnerships.csv").unlink(missing_ok=True)
    data.put("mappings/register.toml", MAPPING)
    data.put("exports/register.csv", rows)


def test_the_first_own_delivery_is_not_compared_with_demonstration_data(data):
    data.deliver(partnerships=[{}, {"partner_country": "FRA"}])
    export = data.path / "data/exports/partnerships.csv"
    sha256 = hashlib.sha256(export.read_bytes()).hexdigest()
    marker = {"as_of": "2026-11-01", "files": {"exports/partnerships.csv": sha256}}
    data.put("exports/demonstration.json", json.dumps(marker))
    assert data.load().snapshot.is_demonstration
    _deliver_own(data)
    assert not data.load().snapshot.is_demonstration
    assert _drift(data) == []


def test_headers_of_two_sources_are_not_compared_but_our_columns_are(data):
    data.deliver(partnerships=[{"partner_city": "Kyoto"}])
    data.load()
    _deliver_own(data)
    data.load(accept=True)
    told = [change[:3] for change in _drift(data) if change[1].endswith("_column")]
    assert told == [("partnerships", "missing_column", "partner_city")]


def test_headers_of_the_same_source_are_compared(data):
    _deliver_own(data)
    data.load()
    _deliver_own(data, OWN.replace("Remark", "Note"))
    data.load()
    told = [change[:3] for change in _drift(data)]
    assert told == [("partnerships", "missing_column", "Remark"), ("partnerships", "new_column", "Note")]


def test_a_snapshot_before_that_cannot_be_read_is_no_reason_to_fail(data):
    data.deliver(partnerships=[{}])
    data.load()
    snapshot = current_records(data.settings)
    size = snapshot.database.stat().st_size
    snapshot.database.write_bytes(b"x" * size)
    data.deliver(partnerships=[{}, {}])
    assert data.load().built
    assert _drift(data) == []
