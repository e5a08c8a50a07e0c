"""Real exports, through mappings of our own: every row arrives, and the numbers are those found independently.

The files are not part of the project; where they are missing these tests are skipped. Numbers: metrics of the
project's specification, worked out from the files without our code.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pandas as pd
import pytest

from engagement.contract import load_contract
from engagement.ingest.check.places import Places
from engagement.ingest.map.feeds import plan, projection, survey
from engagement.ingest.read.relation import Delivery, ReadOptions, records, stage
from engagement.ingest.read.relation import survey as survey_file
from engagement.settings import load_settings

MAPPINGS = Path(__file__).resolve().parent.parent / "real_mappings"
AS_OF = "2019-06-28"
REGISTERS = ["partnerships/chulalongkorn_mou.csv", "partnerships/chulalongkorn_mou_utf16le_bom.csv"]


@dataclass(frozen=True)
class Mapped:
    """A real file as its mapping makes it: canonical columns as text, place names beside their codes."""

    delivery: Delivery
    rows: pd.DataFrame


@pytest.fixture(scope="module")
def mapped(real, tmp_path_factory) -> Callable[[str], Mapped]:
    """The rows of a real file, under the mapping that is for it."""
    contract = load_contract(load_settings().contract_path)
    places = Places.load(load_settings().reference_dirs)
    done: dict[str, Mapped] = {}

    def read(name: str) -> Mapped:
        if name not in done:
            data = tmp_path_factory.mktemp("real")
            (data / "exports").mkdir()
            shutil.copy(real(name), data / "exports")
            shutil.copytree(MAPPINGS, data / "mappings")
            (feed,) = plan(load_settings(data_dir=data), contract)
            with duckdb.connect() as connection:
                delivery = survey(feed)
                stage(connection, delivery, "staged")
                rows = connection.execute(
                    f"{projection(feed, delivery, contract, staged='staged')} order by _line"
                ).df()
            for field in contract.tables[feed.table].fields:
                if field.is_place and field.name in rows:
                    known = rows[field.name].dropna().map(lambda value: places.resolve(value) or "unknown")
                    rows[f"{field.name}_iso3"] = known
            done[name] = Mapped(delivery, rows)
        return done[name]

    return read


@pytest.fixture(scope="module", params=REGISTERS, ids=["UTF-8", "UTF-16"])
def register(request, mapped) -> pd.DataFrame:
    """The Chulalongkorn register, and which of its agreements are active at the as-of date."""
    rows = mapped(request.param).rows
    end = pd.to_datetime(rows["end_date"], errors="coerce")
    signed = pd.to_datetime(rows["signed_date"], format="%Y-%m-%d", errors="coerce")
    lasts = rows["term_type"].isin(["auto_renew", "open_ended"]) | (end >= AS_OF)
    return rows.assign(end=end, signed=signed, active=lasts & ~(signed > AS_OF))


@pytest.mark.parametrize(
    ("name", "delivered", "arriving"),
    [
        *((name, 1_853, 1_853) for name in REGISTERS),
        ("partnerships/iit_indore_collaborations.csv", 64, 64),
        ("partnerships/hanyang_exchange_2022-2_korean_multiline.csv", 88, 88),
        ("placements/erasmusplus_ka347_3184rows.csv", 3_184, 3_184),
        ("placements/erasmus_llp_individuals_kacperroz.csv", 27_989, 27_989),
        ("placements/erasmus_country_flows_2013-14_padded.csv", 928, 928),
        ("leadership/harvardMIT_courses.csv", 290, 290),
        pytest.param("leadership/lq2002.csv", 2_042, 3 * 2_042, id="three scales of each of 2,042 people"),
    ],
)
def test_every_row_of_a_real_file_arrives_once_with_its_line(mapped, name, delivered, arriving):
    found = mapped(name)

    assert (found.delivery.rows, len(found.rows)) == (delivered, arriving)
    assert found.rows["_line"].nunique() == delivered


# Chulalongkorn's register of agreements


def test_the_register_has_its_four_kinds_of_terms(register):
    assert register["term_type"].value_counts().to_dict() == {
        "fixed": 1_367,
        "auto_renew": 243,
        "open_ended": 235,
        "unknown": 8,
    }


def test_every_fixed_term_of_the_register_has_a_day_on_which_it_ends(register):
    assert register.loc[register["term_type"] == "fixed", "end"].notna().all()


def test_the_register_has_856_active_and_989_expired_agreements(register):
    expired = (register["term_type"] == "fixed") & (register["end"] < AS_OF)

    assert (register["active"].sum(), expired.sum()) == (856, 989)


@pytest.mark.parametrize(("months", "ending"), [(6, 32), (12, 83), (24, 157)])
def test_the_register_has_that_many_fixed_terms_ending_soon(register, months, ending):
    until = pd.Timestamp(AS_OF) + pd.DateOffset(months=months)
    fixed = register[register["term_type"] == "fixed"]

    assert ((fixed["end"] >= AS_OF) & (fixed["end"] < until)).sum() == ending


def test_the_register_has_758_partners_of_which_519_are_active(register):
    assert register["partner_name"].nunique() == 758
    assert register.loc[register["active"], "partner_name"].nunique() == 519


@pytest.mark.parametrize(
    ("places", "agreements", "active"),
    [
        pytest.param({"CHN"}, 102, 48, id="mainland China"),
        pytest.param({"HKG", "MAC"}, 19, 13, id="Hong Kong and Macao"),
        pytest.param({"TWN"}, 58, 36, id="Taiwan"),
        pytest.param({"ARG", "MEX", "PER", "PAN"}, 10, 4, id="Latin America"),
        pytest.param({"SDN", "ZAF", "UGA"}, 4, 3, id="Africa"),
        pytest.param({"THA"}, 43, 12, id="at home"),
    ],
)
def test_the_register_has_that_many_agreements_with(register, places, agreements, active):
    there = register[register["partner_country_iso3"].isin(places)]

    assert (len(there), there["active"].sum()) == (agreements, active)


def test_the_concentration_of_active_agreements_by_country_is_as_found(register):
    shares = register.loc[register["active"], "partner_country_iso3"].value_counts(normalize=True)

    assert (shares**2).sum() == pytest.approx(0.0967, abs=0.00005)


def test_what_is_wrong_in_the_register_reaches_the_check_as_it_was_delivered(register):
    assert (register["signed"] > register["end"]).sum() == 2
    assert register.loc[register["signed"].isna(), "signed_date"].sort_values().to_list() == [
        "1998",
        "21-Jun-1905 (Excel made a day of a year)",
    ]
    assert register["agreement_id"].isna().sum() == 67


def test_the_code_that_stands_twice_names_two_agreements(register):
    twice = register.loc[register["agreement_id"].str.startswith("FR029-2014B001", na=False), "agreement_id"]

    assert twice.to_list() == ["FR029-2014B001", "FR029-2014B001 #2"]
    assert register["agreement_id"].dropna().is_unique


# other agreements


def test_every_date_at_indore_is_read_but_the_one_that_is_not_there(mapped):
    rows = mapped("partnerships/iit_indore_collaborations.csv").rows
    signed = pd.to_datetime(rows["signed_date"], format="%Y-%m-%d", errors="coerce")

    assert (signed.isna().sum(), rows["signed_date"].isna().sum()) == (1, 1)
    assert rows["term_type"].value_counts().to_dict() == {"fixed": 54, "auto_renew": 4, "open_ended": 3, "unknown": 3}
    assert rows.loc[rows["term_type"] == "fixed", "end_date"].notna().all()


def test_what_is_no_country_at_indore_is_left_for_review(mapped):
    rows = mapped("partnerships/iit_indore_collaborations.csv").rows
    left = rows[rows["partner_country_iso3"] == "unknown"]

    assert dict(zip(left["partner_country"], left["partner_type"], strict=True)) == {
        "United Nations": "consortium",
        "Geneva": "igo_ngo",
    }


def test_korean_headers_and_country_names_at_hanyang_are_known(mapped):
    rows = mapped("partnerships/hanyang_exchange_2022-2_korean_multiline.csv").rows

    assert (rows["partner_country_iso3"] == "unknown").sum() == 0
    assert rows.loc[rows["partner_country_iso3"].isna(), "partner_type"].to_list() == ["consortium", "consortium"]
    assert rows["partner_country_iso3"].value_counts().head(4).to_dict() == {"USA": 16, "DEU": 12, "NLD": 8, "FRA": 7}
    assert pd.to_numeric(rows["places_out_per_year"]).sum() == 187


# placements


def test_ka347_goes_to_30_countries_most_often_these(mapped):
    host = mapped("placements/erasmusplus_ka347_3184rows.csv").rows["host_country_iso3"]
    found = host.value_counts()

    assert len(found) == 30
    assert {iso3: found[iso3] for iso3 in ("FRA", "BEL", "ITA", "ESP", "NLD", "GBR", "GRC")} == {
        "FRA": 539,
        "BEL": 330,
        "ITA": 280,
        "ESP": 243,
        "NLD": 230,
        "GBR": 149,
        "GRC": 111,
    }


def test_ka347_has_its_calls_and_durations(mapped):
    rows = mapped("placements/erasmusplus_ka347_3184rows.csv").rows
    days = pd.to_numeric(rows["duration_days"])

    assert rows["academic_year"].value_counts().sort_index().to_dict() == {
        "2014/2015": 455,
        "2015/2016": 847,
        "2016/2017": 998,
        "2017/2018": 666,
        "2018/2019": 218,
    }
    assert (days.min(), days.max(), round(days.mean(), 3)) == (1, 4, 3.077)


def test_durations_that_excel_destroyed_stay_as_they_are_for_the_check_to_explain(mapped):
    days = mapped("placements/erasmus_llp_individuals_kacperroz.csv").rows["duration_days"]
    is_number = days.dropna().str.fullmatch(r"\d+")

    assert days.isna().sum() == 213
    assert (~is_number).sum() == 11_158
    assert {"09. Mai", "Sep-75"} <= set(days.dropna()[~is_number])
    assert days[0] == "270", "nine months"


def test_flows_between_countries_have_their_small_cells(mapped):
    students = pd.to_numeric(mapped("placements/erasmus_country_flows_2013-14_padded.csv").rows["participants"])

    assert (len(students), (students < 5).sum(), (students < 10).sum()) == (928, 117, 205)


def test_course_runs_begin_on_days_written_month_first(mapped):
    rows = mapped("leadership/harvardMIT_courses.csv").rows
    first = rows.iloc[0]

    assert (first["start_date"], first["academic_year"], first["participants"]) == ("2012-09-05", "2012/2013", "36105")
    assert pd.to_datetime(rows["start_date"], format="%Y-%m-%d").notna().all()
    assert rows["placement_id"].is_unique


# leadership


def test_the_climate_survey_agrees_within_companies_as_published(mapped):
    rows = mapped("leadership/lq2002.csv").rows
    scores = rows[rows["scale"] == "LEAD"].assign(score=lambda each: pd.to_numeric(each["score"]))
    groups = scores.groupby("team_id")["score"]
    people, companies = len(scores), groups.ngroups
    between = (groups.size() * (groups.mean() - scores["score"].mean()) ** 2).sum() / (companies - 1)
    within = (groups.var() * (groups.size() - 1)).sum() / (people - companies)
    # companies are of unequal size: what stands for their size in ICC(1) is a little below the mean
    size = (people - (groups.size() ** 2).sum() / people) / (companies - 1)

    assert (people, companies) == (2_042, 49)
    assert (between - within) / (between + (size - 1) * within) == pytest.approx(0.0887, abs=0.0001)
    assert (between - within) / between == pytest.approx(0.8008, abs=0.0001)


def test_no_score_lies_outside_its_scale(mapped):
    rows = mapped("leadership/lq2002.csv").rows
    score, least, most = (pd.to_numeric(rows[name]) for name in ("score", "scale_min", "scale_max"))

    assert score.between(least, most).all()


def test_every_line_of_every_real_file_is_accounted_for(real):
    for path in sorted(real("").glob("*/*.csv")):
        content = path.read_bytes()
        text = content.decode("utf-16" if content.startswith(b"\xff\xfe") else "latin-1")
        lines = survey_file(path).lines
        assert (path.name, lines.total, lines.unaccounted) == (
            path.name,
            len(re.findall(r"\r\n?|\n|(?<=.)\Z", text)),
            0,
        )


# files that are for no table of ours, read all the same


def test_a_ratio_with_a_decimal_comma_is_read(real):
    delivery = survey_file(real("placements/erasmus_in_out_ratio_decimal_comma.csv"), ReadOptions(decimal=","))

    assert (delivery.delimiter, delivery.rows) == (";", 33)
    assert next(records(delivery)) == (2, ["MT", "3,178807947"])


def test_peace_corps_cells_are_counted_as_published(real):
    """It names neither a person nor a year, so it is no placements; the cells are what disclosure control is for."""
    counts = [int(cells[-1]) for _, cells in records(survey_file(real("placements/peace_corps_resignations.csv")))]

    assert (len(counts), sum(counts), round(100 * counts.count(1) / len(counts), 1)) == (6_037, 21_418, 67.6)
