"""Real exports through a whole load: every row is accounted for, and the numbers are those found independently.

Mappings: tests/real_mappings. The files are not part of the project; where they are missing these tests are skipped.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

import duckdb
import pytest

from engagement.loading.load import LoadReport, load
from engagement.settings import load_settings
from engagement.store.snapshots import current, current_records

MAPPINGS = Path(__file__).resolve().parent.parent / "real_mappings"
REGISTER = "partnerships/chulalongkorn_mou.csv"
REGISTER_UTF16 = "partnerships/chulalongkorn_mou_utf16le_bom.csv"
KA347 = "placements/erasmusplus_ka347_3184rows.csv"
INDIVIDUALS = "placements/erasmus_llp_individuals_kacperroz.csv"
AS_OF = "date '2019-06-28'"


@pytest.fixture(scope="module")
def loaded(real, tmp_path_factory) -> Callable[[str], LoadReport]:
    """Load a real file under the mapping that is for it, once."""
    done: dict[str, LoadReport] = {}

    def run(name: str) -> LoadReport:
        if name not in done:
            data = tmp_path_factory.mktemp("real")
            (data / "exports").mkdir()
            shutil.copy(real(name), data / "exports")
            shutil.copytree(MAPPINGS, data / "mappings")
            settings = load_settings(data_dir=data)
            done[name] = replace(load(settings), snapshot=current_records(settings))
        return done[name]

    return run


def _ask(report: LoadReport, sql: str, *, released: bool = False) -> list[tuple]:
    """Rows of the records, or of what is released of them."""
    release = current(load_settings(data_dir=report.snapshot.directory.parent.parent))
    with duckdb.connect((release if released else report.snapshot).database, read_only=True) as connection:
        return connection.execute(sql).fetchall()


@pytest.mark.parametrize(
    ("name", "delivered", "accepted", "cleared"),
    [
        pytest.param(REGISTER, 1853, 1853, 4, id="Chulalongkorn"),
        pytest.param(REGISTER_UTF16, 1853, 1853, 4, id="Chulalongkorn, UTF-16"),
        pytest.param("partnerships/iit_indore_collaborations.csv", 64, 64, 2, id="IIT Indore"),
        pytest.param("partnerships/hanyang_exchange_2022-2_korean_multiline.csv", 88, 88, 0, id="Hanyang"),
        pytest.param(KA347, 3184, 3184, 0, id="KA347"),
        pytest.param(INDIVIDUALS, 27989, 27989, 14428, id="Erasmus individuals"),
        pytest.param("placements/erasmus_country_flows_2013-14_padded.csv", 928, 928, 0, id="Erasmus flows"),
        pytest.param("leadership/harvardMIT_courses.csv", 290, 290, 0, id="course runs"),
        pytest.param("leadership/lq2002.csv", 2042 * 3, 2042 * 3, 0, id="lq2002, three scales a row"),
    ],
)
def test_every_row_is_accounted_for(loaded, name, delivered, accepted, cleared):
    report = loaded(name)
    (found,) = [each for each in report.deliveries if each.file.startswith("exports/")]
    assert found.rows_delivered == found.rows_accepted + found.rows_rejected
    assert (found.rows_delivered, found.rows_accepted, found.values_cleared) == (delivered, accepted, cleared)
    assert _ask(report, f"select count(*) from {found.table}") == [(accepted,)]
    rows = found.lines - found.lines_head - found.lines_blank - found.lines_continued
    assert rows * (delivered // rows) == delivered
    unknown = {"iit_indore_collaborations.csv": ["Geneva", "United Nations"]}.get(name.split("/")[-1], [])
    assert _ask(report, "select value from ledger.place_review order by value") == [(each,) for each in unknown]


@pytest.mark.parametrize("name", [REGISTER, REGISTER_UTF16])
def test_the_register_gives_the_numbers_found_independently(loaded, name):
    report = loaded(name)
    terms = dict(_ask(report, "select term_type, count(*) from partnerships group by all"))
    assert terms == {"fixed": 1367, "auto_renew": 243, "open_ended": 235, "unknown": 8}
    active = f"{AS_OF} between active_from and active_until"
    on_the_day = partial(_ask, report, released=True)
    assert on_the_day(f"select count(*) from agreements where {active}") == [(856,)]
    assert on_the_day(f"select count(*) from agreements where active_until < {AS_OF}") == [(989,)]
    ending = (
        f"select count(*) from agreements where has_fixed_end and active_until >= {AS_OF} and active_until < {AS_OF}"
    )
    windows = [on_the_day(f"{ending} + interval {months} month") for months in (6, 12, 24)]
    assert windows == [[(32,)], [(83,)], [(157,)]]
    places = dict(_ask(report, "select partner_country, count(*) from partnerships group by all"))
    assert (places["CHN"], places["HKG"] + places["MAC"], places["TWN"], places["THA"]) == (102, 19, 58, 43)


def test_the_oddities_of_the_register_are_reported_and_cost_no_row(loaded):
    report = loaded(REGISTER)
    assert _ask(report, "select effect, column_name, rule, count(*) from ledger.faults group by all order by all") == [
        ("cleared", "signed_date", "type-date", 2),  # the bare year 1998; 21-Jun-1905, which Excel made of 1999
        ("cleared", "start_date", "order", 2),  # signed after they end: still expired, and their start is not known
        ("generated", "agreement_id", "generated", 67),
    ]
    ends = _ask(
        report, "select end_date::varchar from partnerships where start_date is null and signed_date is not null"
    )
    assert ends == [("2018-08-14",), ("2018-08-14",)]


def test_the_mobilities_give_the_numbers_found_independently(loaded):
    report = loaded(KA347)
    hosts = dict(_ask(report, "select host_country, count(*) from placements group by all"))
    assert len(hosts) == 30
    expected = {"FRA": 539, "BEL": 330, "ITA": 280, "ESP": 243, "NLD": 230, "GBR": 149, "GRC": 111}
    assert {name: hosts[name] for name in expected} == expected
    days = _ask(report, "select min(duration_days), max(duration_days), round(avg(duration_days), 3) from placements")
    assert days == [(1, 4, 3.077)]


def test_the_durations_that_excel_destroyed_are_found_and_explained(loaded):
    report = loaded(INDIVIDUALS)
    # 27,989 rows, of which 16,618 hold a number and 213 nothing
    destroyed = "select count(*) from ledger.faults where rule = 'excel-date' and effect = 'cleared'"
    assert _ask(report, destroyed) == [(11_158,)]
    with duckdb.connect() as connection:
        values = connection.execute(
            "select distinct value from read_parquet($path) where rule = 'excel-date'",
            {"path": str(report.snapshot.rejects)},
        ).fetchall()
    assert {("09. Mai",), ("Sep-75",), ("Mrz 75",), ("Okt 25",)} <= {*values}
