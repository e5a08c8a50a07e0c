"""Fifteen questions that a president asks: answered from the screen, in three clicks at most, as the exports say.

What is expected is worked out from the CSV files of the demonstration data in plain pandas, and from no query.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pandas as pd
import pytest
from playwright.sync_api import Browser, Locator

from tests.browser.exports import table
from tests.browser.serving import Server
from tests.browser.visiting import Visit, visiting
from tests.queries.plain import (
    AS_OF,
    LAST_COMPLETE,
    POLICY_YEARS,
    abroad,
    active,
    agreed,
    people,
    published,
    regions_of,
    stays,
)

pytestmark = pytest.mark.browser

MOST_CLICKS = 3
MISSING = "–"  # noqa: RUF001 as tables print it
MOBILITY = ("student_exchange", "study_abroad_affiliation", "joint_degree", "dual_degree", "internship", "cotutelle")
AFRICA, LATIN_AMERICA = {"regions": ["Africa"]}, {"regions": ["Latin America"]}
NAIROBI, BOGOTA = pd.Timestamp(2027, 6, 10), pd.Timestamp(2027, 3, 18)


# What the exports say.


def in_force(scope: dict[str, Any] | None = None) -> pd.DataFrame:
    """Active agreements, with the name of their country or place and what is open."""
    rows = active(agreed(table, scope or {})).copy()
    counted_from = rows["last_review_date"].fillna(rows["start_date"]).fillna(rows["signed_date"])
    rows["due"] = rows["next_review_date"].fillna(counted_from + pd.DateOffset(years=POLICY_YEARS))
    since = rows["signed_date"].fillna(rows["start_date"])
    rows["is_pending"] = (rows["compliance_review"] == "pending") & (since < AS_OF - pd.Timedelta(days=90))
    rows["ends_open"] = (rows["term_type"] == "fixed") & rows["renewed_on"].isna()
    return rows


def ending(rows: pd.DataFrame, before: pd.Timestamp) -> pd.DataFrame:
    return rows[rows["ends_open"] & (rows["until"] < before)]


def names(rows: pd.DataFrame, *columns: str) -> list[tuple[str, ...]]:
    """Cells as the screen prints them, in order of the alphabet."""
    return sorted(map(tuple, rows[list(columns)].fillna(MISSING).to_numpy().tolist()))


def went(year: int, scope: dict[str, Any] | None = None) -> pd.DataFrame:
    rows = abroad(table, scope or {})
    return rows[rows["year"] == year]


def students(rows: pd.DataFrame, *, base: int = 5) -> int | None:
    return published(people(rows), base=base)


def changes(column: str, now: pd.DataFrame, before: pd.DataFrame) -> pd.Series:
    """Change of the published count in each group; groups that are not published in both years have none."""
    counts = [rows.groupby(column).apply(students, include_groups=False).dropna() for rows in (now, before)]
    return (counts[0] - counts[1]).dropna().sort_values(ascending=False)


def longest_overdue() -> list[tuple[str, ...]]:
    rows = in_force()
    rows = rows[rows["due"] < AS_OF].sort_values(["due", "partner_name"]).head(5)
    return [
        tuple(row) for row in rows[["partner_name", "owning_unit", "lead_faculty"]].fillna(MISSING).to_numpy().tolist()
    ]


def takers() -> list[str]:
    """Partners to which published numbers of students go, and from which none comes."""
    agreements = agreed(table, {})
    rows = stays(table).merge(agreements[["agreement_id", "partner", "partner_name", "partner_country"]])
    return sorted(
        part["partner_name"].iloc[0]
        for _, part in rows.groupby(["partner", "partner_country"])
        if students(part[part["direction"] == "outbound"]) and not students(part[part["direction"] == "inbound"])
    )


def grown_most() -> list[tuple[str, str]]:
    shown = table("countries").set_index("iso3")["display_name"]
    grown = changes("host_country", went(LAST_COMPLETE), went(LAST_COMPLETE - 1)).rename(shown)
    ordered = sorted(grown.items(), key=lambda item: (-item[1], item[0]))[:3]
    return [(name, f"{change:,.0f}") for name, change in ordered]


def side_by_side() -> dict[str, list[str]]:
    return {
        "Students abroad": [f"{students(went(LAST_COMPLETE, area)):,}" for area in (AFRICA, LATIN_AMERICA)],
        "Active agreements": [f"{len(in_force(area)):,}" for area in (AFRICA, LATIN_AMERICA)],
        "Reviews overdue": [f"{(in_force(area)['due'] < AS_OF).sum():,}" for area in (AFRICA, LATIN_AMERICA)],
    }


def to_decide() -> list[tuple[str, ...]]:
    rows = in_force(LATIN_AMERICA)
    parts = {
        "Renew or let lapse": ending(rows, BOGOTA),
        "Review": rows[rows["due"] < AS_OF],
        "Compliance": rows[rows["is_pending"]],
    }
    return sorted(
        (name, decision, lead)
        for decision, part in parts.items()
        for name, lead in names(part, "partner_name", "lead_faculty")
    )


def school_that_sends_most() -> tuple[str, str]:
    counts = {school: people(part) for school, part in went(LAST_COMPLETE).groupby("home_school")}
    school = max(counts, key=counts.__getitem__)
    return school, f"{published(counts[school], base=10):,}"


def ending_within_a_year() -> str:
    rows = in_force()
    is_ending = (rows["term_type"] == "fixed") & (rows["until"] < AS_OF + pd.DateOffset(years=1))
    return f"{is_ending.sum():,}"


def unused() -> list[tuple[str, ...]]:
    used = stays(table)
    used = used[used["year"].between(LAST_COMPLETE - 2, LAST_COMPLETE)]["agreement_id"].dropna()
    rows = in_force()
    is_old = rows["start_date"].isna() | (rows["start_date"] <= AS_OF - pd.DateOffset(years=3))
    return names(
        rows[is_old & rows["agreement_type"].isin(MOBILITY) & ~rows["agreement_id"].isin(used)], "agreement_id"
    )


def experience_rate() -> str:
    rows = table("placements")
    is_counted = (rows["direction"] == "outbound") & (rows["application_status"] == "completed")
    graduates = published(people(rows[is_counted & (rows["graduating_class"] == str(LAST_COMPLETE + 1))]))
    sizes = table("populations")
    is_whole = (sizes[["student_level", "home_school", "equity_attribute"]] == "").all(axis=1)
    is_class = (sizes["population"] == "graduating_class") & (sizes["academic_year"].str[:4] == str(LAST_COMPLETE))
    return f"{graduates / published(int(sizes[is_whole & is_class]['people'].iloc[0])):.1%}"


def largest_partner() -> str:
    agreements = agreed(table, {})
    rows = abroad(table, {}).merge(agreements[["agreement_id", "partner", "partner_name"]])
    return rows[rows["partner"] == rows["partner"].value_counts().index[0]]["partner_name"].iloc[0]


def fallen_most() -> str:
    regions = regions_of(table, {})
    now, before = (
        went(year).assign(region=lambda rows: rows["host_country"].map(regions))
        for year in (LAST_COMPLETE, LAST_COMPLETE - 1)
    )
    fallen = changes("region", now, before)
    return f"{fallen.index[-1]} -{-fallen.iloc[-1]:,.0f}"


def destination_of_engineers() -> str:
    rows = abroad(table, {})
    counts = rows[rows["home_school"] == "Engineering"].groupby("host_country").apply(people, include_groups=False)
    return table("countries").set_index("iso3")["display_name"][counts.idxmax()]


# What the screen says, and what a person clicks.


@dataclass
class Walk:
    """A reader who begins on the overview and counts the clicks."""

    visit: Visit
    clicks: int = 0

    def click(self, what: Locator) -> None:
        what.click()
        self.clicks += 1
        self.visit.drawn()

    def menu(self, title: str) -> None:
        self.click(self.visit.page.get_by_test_id("stSidebarNav").get_by_role("link", name=title, exact=True))

    def tab(self, title: str) -> None:
        self.click(self.visit.page.get_by_role("tab", name=title, exact=True))

    def button(self, title: str) -> None:
        self.click(self.visit.page.get_by_test_id("stMain").get_by_role("button", name=title, exact=True))

    def rows(self, label: str) -> list[dict[str, str]]:
        """The rows of a table by its label's beginning: what each cell says, by the title of its column."""
        shown = self.visit.page.locator(f'.answer[aria-label^="Table: {label}"]')
        shown.wait_for()
        found: list[dict[str, str]] = shown.evaluate(
            "table => [...table.querySelectorAll('tbody tr')].map(row => Object.fromEntries("
            "[...row.children].map(cell => [cell.dataset.title, cell.textContent])))"
        )
        return found

    def cells(self, label: str, *columns: str) -> list[tuple[str, ...]]:
        return [tuple(row[column] for column in columns) for row in self.rows(label)]

    def tile(self, title: str) -> str:
        shown = self.visit.page.locator(".tile", has=self.visit.page.locator(".name", has_text=title)).first
        return shown.locator(".value").inner_text()

    def sides(self, figure: str) -> list[str]:
        row = self.visit.page.locator(
            ".sides tr", has=self.visit.page.get_by_role("rowheader", name=figure, exact=True)
        )
        row.wait_for()
        return row.locator(".value").all_inner_texts()

    def says(self, words: str) -> bool:
        self.visit.page.get_by_text(words).first.wait_for()
        return True


def ask_nairobi(walk: Walk) -> Any:
    walk.menu("Regions")
    walk.button("Africa")
    walk.tab("Before the next summit")
    found = walk.cells("To decide before the next summit", "Partner", "Faculty lead", "To decide", "Summit")
    return sorted(cells[:2] for cells in found if cells[2:] == ("Renew or let lapse", "Africa Summit 2027"))


def ask_overdue(walk: Walk) -> Any:
    walk.menu("Partnerships")
    walk.tab("Reviews overdue")
    return walk.cells("Reviews overdue", "Partner", "Unit", "Faculty lead")[:5]


def ask_takers(walk: Walk) -> Any:
    walk.menu("Partnerships")
    walk.tab("One way")
    return sorted(name for (name,) in walk.cells("Partners that take students", "Partner"))


def ask_growth(walk: Walk) -> Any:
    walk.menu("Students abroad")
    walk.tab("Change by country")
    return walk.cells("Change against", "Country or place", "Change (people)")[:3]


def ask_side_by_side(walk: Walk) -> Any:
    walk.menu("Regions")
    walk.button("Africa")
    walk.button("Latin America")
    return {figure: walk.sides(figure) for figure in ("Students abroad", "Active agreements", "Reviews overdue")}


def ask_decisions(walk: Walk) -> Any:
    walk.menu("Strategy")
    return sorted(walk.cells("To decide before the next summit", "Partner", "To decide", "Faculty lead"))


def ask_schools(walk: Walk) -> Any:
    walk.menu("Home schools")
    return walk.cells("Home schools", "Home school", "Students (people)")[0]


def ask_students(walk: Walk) -> Any:
    return walk.tile("Students abroad")


def ask_ending(walk: Walk) -> Any:
    walk.menu("Partnerships")
    return walk.tile("Agreements ending within 12 months")


def ask_unused(walk: Walk) -> Any:
    walk.menu("Partnerships")
    walk.tab("Dormant")
    return sorted(walk.cells("Dormant", "Agreement"))


def ask_experience(walk: Walk) -> Any:
    return walk.tile("Global-experience rate")


def ask_compliance(walk: Walk) -> Any:
    walk.menu("Strategy")
    walk.tab("Pending over 90 days")
    return sorted(walk.cells("Compliance", "Partner", "Faculty lead"))


def ask_largest(walk: Walk) -> Any:
    walk.menu("Students abroad")
    walk.tab("Ten largest partners")
    return walk.says(f"{largest_partner()} has the most")


def ask_fallen(walk: Walk) -> Any:
    return walk.says(f"Largest fall: {fallen_most()}")


def ask_engineers(walk: Walk) -> Any:
    walk.menu("Home schools")
    walk.click(walk.visit.page.get_by_role("radio", name="Engineering", exact=True))
    return walk.says(f"{destination_of_engineers()} has the most")


def yes() -> bool:
    return True


QUESTIONS: dict[str, tuple[Callable[[Walk], Any], Callable[[], Any]]] = {
    "which agreements in Africa end before the summit in Nairobi, and who leads them": (
        ask_nairobi,
        lambda: names(ending(in_force(AFRICA), NAIROBI), "partner_name", "lead_faculty"),
    ),
    "which reviews are longest overdue, and whose are they": (ask_overdue, longest_overdue),
    "which partners take students and send none": (ask_takers, takers),
    "which three countries grew most": (ask_growth, grown_most),
    "how do Africa and Latin America compare": (ask_side_by_side, side_by_side),
    "what has to be decided before the next summit": (ask_decisions, to_decide),
    "which home school sends most students abroad": (ask_schools, school_that_sends_most),
    "how many students went abroad last year": (ask_students, lambda: f"{students(went(LAST_COMPLETE)):,}"),
    "how many agreements end within a year": (ask_ending, ending_within_a_year),
    "which agreements does nobody use": (ask_unused, unused),
    "which share of the graduating class has been abroad": (ask_experience, experience_rate),
    "which agreements wait for compliance, and who leads them": (
        ask_compliance,
        lambda: names(in_force().query("is_pending"), "partner_name", "lead_faculty"),
    ),
    "which partner hosts most of our students": (ask_largest, yes),
    "to which region did fewer students go": (ask_fallen, yes),
    "where do engineering students go most": (ask_engineers, yes),
}


@pytest.fixture(scope="module")
def reader(browser: Browser) -> Iterator[Visit]:
    with visiting(browser) as visit:
        yield visit


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_president_finds_the_answer_in_three_clicks(reader: Visit, server: Server, question: str):
    clicked, worked_out = QUESTIONS[question]
    reader.open(server.url)
    walk = Walk(reader)
    assert clicked(walk) == worked_out()
    assert walk.clicks <= MOST_CLICKS
