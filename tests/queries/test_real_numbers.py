"""Real registers give the numbers that were worked out from their files independently."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from engagement.loading.load import load
from engagement.settings import load_settings
from engagement.store.snapshots import current_records
from engagement.warehouse import open_warehouse
from tests.cells import true_cells

MAPPINGS = Path(__file__).resolve().parent.parent / "real_mappings"
CHULA_DAY = date(2019, 6, 28)


@pytest.fixture(scope="module")
def warehouse_of(real, tmp_path_factory):
    """A warehouse over one real export, loaded by its mapping."""

    def opened(name: str, file: str):
        data = tmp_path_factory.mktemp(name)
        (data / "exports").mkdir()
        (data / "mappings").mkdir()
        shutil.copy(real(file), data / "exports")
        shutil.copy(MAPPINGS / f"{name}.toml", data / "mappings")
        # nothing rounded and nobody too few: what definitions give before the gate
        settings = replace(load_settings(data_dir=data), threshold=1, rounding=1)
        load(settings)
        return open_warehouse(settings)

    return opened


@pytest.fixture(scope="module")
def chula(warehouse_of):
    return warehouse_of("chulalongkorn", "partnerships/chulalongkorn_mou.csv")


@pytest.fixture(scope="module")
def ka347(warehouse_of):
    return warehouse_of("ka347", "placements/erasmusplus_ka347_3184rows.csv")


@pytest.fixture(scope="module")
def lq2002(warehouse_of):
    return warehouse_of("lq2002", "leadership/lq2002.csv")


def answer(warehouse, query_id: str, key: str, value: str, **parameters: object) -> dict:
    frame = warehouse.run(query_id, **parameters).dataframe
    return dict(zip(frame[key], frame[value], strict=True))


def test_chulalongkorn_has_856_active_agreements(chula):
    found = answer(chula, "partnerships/agreements_by_status", "status", "agreements", as_of=CHULA_DAY)
    assert found == {"active": 856, "expired": 989, "indeterminate": 8}


def test_chulalongkorns_terms_are_told_apart(chula):
    found = answer(chula, "partnerships/agreements_by_term_type", "term", "agreements", as_of=CHULA_DAY)
    assert found == {"Fixed term": 1367, "Renews itself": 243, "No end": 235, "Not known": 8}


def test_chulalongkorns_expiry_pipeline_counts_from_the_day_itself(chula):
    found = chula.run("partnerships/expiry_pipeline", as_of=CHULA_DAY).dataframe
    assert found["cumulative"].tolist() == [32, 83, 157]


def test_chulalongkorn_has_519_partners_with_an_active_agreement(chula):
    found = chula.run("partnerships/portfolio", as_of=CHULA_DAY).dataframe.iloc[0]
    assert (found["agreements"], found["partners"], found["active_partners"]) == (1853, 758, 519)


def test_chulalongkorns_agreements_are_told_apart_by_place(chula):
    frame = chula.run("partnerships/agreements_by_country", as_of=CHULA_DAY).dataframe.set_index("iso3")
    counts = frame[["agreements", "active"]]
    assert tuple(counts.loc["CHN"]) == (102, 48)
    assert tuple(counts.loc[["HKG", "MAC"]].sum()) == (19, 13)
    assert tuple(counts.loc["TWN"]) == (58, 36)
    assert counts.loc["THA", "agreements"] == 43


@pytest.mark.parametrize(("region", "expected"), [("Latin America", (10, 4)), ("Africa", (4, 3))])
def test_chulalongkorns_agreements_are_told_apart_by_region(chula, region, expected):
    frame = chula.run("partnerships/active_agreements_by_region", as_of=CHULA_DAY).dataframe.set_index("region")
    assert tuple(frame.loc[region, ["agreements", "active"]]) == expected


def test_chulalongkorns_concentration_is_0_0967(chula):
    found = chula.run("partnerships/concentration", as_of=CHULA_DAY).dataframe.iloc[-1]
    assert found["hhi"] == pytest.approx(0.0967, abs=0.00005)


def test_ka347_went_to_30_countries(ka347):
    found = answer(ka347, "placements/students_by_country", "iso3", "placements")
    assert len(found) == 30
    most = {"FRA": 539, "BEL": 330, "ITA": 280, "ESP": 243, "NLD": 230, "GBR": 149, "GRC": 111}
    assert {iso3: found[iso3] for iso3 in most} == most


def test_ka347_by_year_of_the_call(ka347):
    found = answer(ka347, "placements/students_by_year", "academic_year", "placements")
    assert list(found.values()) == [455, 847, 998, 666, 218]


def test_ka347_lasts_3_days_on_average(ka347):
    # 3.077, and days are published whole
    found = ka347.run("placements/days_abroad_in_total").dataframe.iloc[0]
    assert found["mean_days"] == 3


def test_an_export_without_unsuccessful_applications_says_nothing_of_demand(ka347):
    assert ka347.run("cards/demand_met").table.num_rows == 0


def test_lq2002_agrees_as_bliese_and_halverson_found(lq2002):
    """Leadership climate, 2,042 soldiers in 49 companies: ICC(1) 0.0887, ICC(2) 0.8008."""
    records = current_records(lq2002.settings).database
    by = ("level", "instrument", "scale", "wave")
    exact = true_cells(records, lq2002.catalog, "rater_agreement", *by, as_of=CHULA_DAY).set_index("scale").loc["LEAD"]
    assert (exact["raters"], exact["n_groups"]) == (2042, 49)
    assert (round(exact["icc_1"], 4), round(exact["icc_2"], 4)) == (0.0887, 0.8008)
    settings = replace(lq2002.settings, threshold=10, rounding=5)
    load(settings)
    shown = open_warehouse(settings).run("leadership/rater_agreement").dataframe.set_index("scale").loc["LEAD"]
    assert (shown["raters"], shown["n_groups"], shown["icc_1"], shown["icc_2"]) == (2040, 49, 0.09, 0.80)
