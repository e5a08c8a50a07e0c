"""The numbers of one brief, worked out a second time in pandas from the exports, then rounded as they are published."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from engagement.brief.cells import HIDDEN
from engagement.brief.compose import compose
from engagement.brief.subject import Request
from tests.queries.plain import published

MET = ["nominated", "live", "completed"]
BEGAN = ["enrolled", "in_progress", "completed", "withdrawn"]
LATEST = "2025/2026"
AS_OF = "2026-11-01"


@pytest.fixture(scope="module")
def read(demo_settings):
    """An export or a reference table as it was delivered, every value a text."""

    def read(name):
        folder = "exports" if (demo_settings.data_dir / "exports" / name).exists() else "reference"
        return pd.read_csv(demo_settings.data_dir / folder / name, dtype=str, keep_default_na=False)

    return read


@pytest.fixture(scope="module")
def countries(read):
    """The countries and places of Africa in the latest version of the scheme."""
    rows = read("regions.csv")
    rows = rows[(rows["scheme"] == "summit") & (rows["region"] == "Africa")]
    return set(rows[rows["version"] == rows["version"].max()]["iso3"])


@pytest.fixture(scope="module")
def applied(read, countries):
    """Outbound applications for Africa."""
    rows = read("placements.csv")
    return rows[(rows["direction"] == "outbound") & rows["host_country"].isin(countries)]


@pytest.fixture(scope="module")
def went(applied):
    """Those that led abroad."""
    return applied[applied["application_status"].isin(["live", "completed"])]


@pytest.fixture(scope="module")
def began(read, countries):
    """Enrollments in programs given in Africa, those that only applied included."""
    rows = read("leadership_enrollments.csv")
    return rows[rows["delivery_country"].isin(countries)]


def counts(brief, key, column, *by):
    """A column of an exhibit by the columns that name its rows."""
    exhibit = next(exhibit for _, exhibit in brief.exhibits() if exhibit.id == key)
    names = [each.name for each in exhibit.columns]
    at = [names.index(name) for name in by]
    return {tuple(row[place] for place in at): row[names.index(column)] for row in exhibit.rows}


def people(rows, *by, base=5):
    """Distinct people by the columns that name the rows, as they are published; too few are the marker."""
    counted = rows.groupby(list(by))["person_key"].nunique().items()
    return {key if isinstance(key, tuple) else (key,): published(n, base=base) or HIDDEN for key, n in counted}


def shown(cells):
    """The cells that may be read."""
    return {key: cell for key, cell in cells.items() if cell is not HIDDEN}


def figure(brief, id_):
    return next(each for section in brief.included for each in section.figures if each.id == id_)


def test_students_of_each_year(africa, went):
    assert shown(counts(africa, "students", "students", "academic_year")) == shown(people(went, "academic_year"))


def test_students_of_each_host_in_all_years(africa, went, read):
    names = dict(zip(read("countries.csv")["iso3"], read("countries.csv")["display_name"], strict=True))
    wanted = shown(people(went, "host_country"))
    assert counts(africa, "hosts", "students", "place") == {(names[iso3],): n for (iso3,), n in wanted.items()}


def with_a_place(applied):
    """Applications that got one."""
    return applied[applied["application_status"].isin(MET)]


def test_the_share_of_applicants_with_a_place(africa, applied):
    asked, met = (people(rows, "academic_year", base=10) for rows in (applied, with_a_place(applied)))
    found = shown(counts(africa, "demand", "rate", "academic_year"))
    wanted = {year: met[year] / n for year, n in shown(asked).items() if n >= 20 and met[year] is not HIDDEN}
    assert found == pytest.approx(wanted)


def test_key_figures_of_the_latest_complete_year(africa, went, applied, began):
    students = people(went, "academic_year")
    asked, met = (people(rows, "academic_year", base=10) for rows in (applied, with_a_place(applied)))
    enrolled = people(began[began["status"].isin(BEGAN)], "academic_year")
    assert figure(africa, "cards/students_abroad").value == students[LATEST,]
    assert figure(africa, "cards/demand_met").value == pytest.approx(met[LATEST,] / asked[LATEST,])
    assert figure(africa, "cards/leadership_enrolled").value == enrolled[LATEST,]


def test_the_first_sentence_about_students_says_the_rounded_number(africa, went):
    first = africa.section("students").statements[0]
    assert first.text.startswith(f"{people(went, 'academic_year')[LATEST,]} students went to Africa in {LATEST}, ")


def test_people_who_applied_and_began_in_all_years(africa, began):
    cells = counts(africa, "funnel", "applied"), counts(africa, "funnel", "enrolled")
    wanted = began, began[began["status"].isin(BEGAN)]
    assert [found[()] for found in cells] == [published(rows["person_key"].nunique()) for rows in wanted]


@pytest.fixture(scope="module")
def ending(read, countries):
    """Agreements with Africa of a fixed term that end within a year after the summit, without a signed renewal."""
    rows = read("partnerships.csv")
    rows = rows[rows["partner_country"].isin(countries) & rows["workflow_status"].isin(["signed", "suspended", ""])]
    rows = rows[(rows["term_type"] == "fixed") & ~rows["agreement_id"].isin(rows["renewed_from_id"])]
    return rows[rows["end_date"].between(AS_OF, "2028-06-09") & (rows["start_date"] <= AS_OF)]


def test_the_sentence_about_ends_counts_those_before_the_summit_and_before_the_brief_is_due(africa, ending):
    before = (ending["end_date"] < "2027-06-10").sum()
    early = (ending["end_date"] < "2027-05-20").sum()
    text = africa.section("renewals").statements[0].text
    assert text.startswith(
        f"{before} agreements end before Africa Summit 2027 on Jun 10, 2027, {early} of them before this brief is due "
        f"on May 20, 2027; {len(ending) - before} more end within a year after it."
    )


def test_a_decision_counts_its_agreements_adds_their_cost_and_is_due_by_the_first_end(africa, ending):
    asked = next(own for own in africa.section("decisions").decisions if own.id == "decisions.owner")
    rows = ending[(ending["lead_faculty"] == "") & ending["review_outcome"].isin(["renew", "renew_short"])]
    costs = rows[rows["annual_cost"] != ""]
    assert set(costs["currency"]) == {"USD"}
    total = costs["annual_cost"].astype(float).sum()
    assert asked.what == f"Name a faculty lead for {len(rows)} agreements"
    assert asked.cost == f"USD {total:,.0f} a year, recorded for {len(costs)} of {len(rows)}"
    first = pd.Timestamp(rows["end_date"].min())
    assert asked.by.startswith(f"{first:%b} {first.day}, {first.year} for the first; ")
    assert all(name in asked.agreements for name in rows["partner_name"])


def test_the_region_is_compared_by_its_share_of_all_students(africa, read, went):
    everywhere = read("placements.csv")
    everywhere = everywhere[
        (everywhere["direction"] == "outbound") & everywhere["application_status"].isin(["live", "completed"])
    ]
    whole = people(everywhere, "academic_year")[LATEST,]
    now, then = (people(went, "academic_year")[year,] for year in (LATEST, "2022/2023"))
    text = africa.section("compared").statements[0].text
    assert (
        f"with {now / whole:.1%} of all students abroad, and {now - then} more students than three years before" in text
    )
    assert text.endswith(f"; {200 - now} below its target of 200.")


def test_numbers_of_the_partners_edition_are_those_of_the_export(demo_warehouse, went, read, countries):
    brief = compose(demo_warehouse.view, Request(summit="S-2027-AFR", audience="partners"))
    assert figure(brief, "cards/students_abroad").value == people(went, "academic_year")[LATEST,]
    assert shown(counts(brief, "students", "students", "academic_year")) == shown(people(went, "academic_year"))
    agreements = read("partnerships.csv")
    agreements = agreements[agreements["partner_country"].isin(countries)]
    names = set(agreements["partner_name"])
    listed = {name for (name,) in counts(brief, "partners", "since", "partner")}
    assert listed <= names
    assert len(listed) == 40


def test_numbers_of_the_leadership_edition_are_those_of_the_committees(demo_warehouse, africa):
    brief = compose(demo_warehouse.view, Request(summit="S-2027-AFR", audience="leadership"))
    assert brief.section("decisions").decisions == tuple(
        replace(asked, evidence=brief.section("decisions").decisions[0].evidence)
        for asked in africa.section("decisions").decisions
    )
    for id_ in ("renewals", "compared", "students", "since"):
        assert [own.text for own in brief.section(id_).statements] == [
            own.text for own in africa.section(id_).statements
        ]
