"""The institution's own reference tables: groups, summits, sizes of populations, targets, events, rates."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from engagement.demo.people import ATTRIBUTES, EQUITY_SINCE, SCHOOLS, People, enrolled_classes
from engagement.demo.world import FIRST_YEAR, LAST_YEAR, YEARS, label, scale, slow_scale

Row = Mapping[str, object]

NAMES = ("working_groups", "summits", "events", "exchange_rates", "targets", "populations")

WORKING_GROUPS: Sequence[tuple[str, ...]] = (
    # working_group_id, name, scheme, region, chair_role, active_from, active_to, capacity_fte
    ("WG-AFR", "Africa Working Group", "summit", "Africa", "Vice Dean for Public Health", "2016-09-01", "", "1.5"),
    ("WG-CHN", "China Working Group", "summit", "China", "Associate Provost for Research", "2015-09-01", "", "1.2"),
    ("WG-LAC", "Latin America Working Group", "summit", "Latin America", "Dean of Arts", "2015-09-01", "", "1.0"),
    ("WG-EUR", "Europe Working Group", "summit", "Europe", "Vice Dean of Science", "2017-09-01", "", "0.8"),
    ("WG-ASI", "Asia Working Group", "", "", "Dean of Engineering", "2017-09-01", "", "1.0"),
    ("WG-MEA", "Middle East Working Group", "summit", "Middle East", "Chair of Area Studies", "2018-09-01", "", "0.4"),
    ("WG-CLI", "Climate and Water Working Group", "", "", "Chair of Environmental Science", "2019-09-01", "", "0.6"),
    ("WG-RUS", "Eurasia Working Group", "", "", "Chair of Area Studies", "2015-09-01", "2022-06-30", "0.3"),
)
SUMMITS: Sequence[tuple[str, ...]] = (
    # summit_id, name, scheme, region, date, city, host_country, working_group_id, brief_due
    ("S-2019-CHN", "China Summit 2019", "summit", "China", "2019-05-16", "Shanghai", "CHN", "WG-CHN", "2019-04-25"),
    (
        "S-2023-LAC",
        "Latin America Summit 2023",
        "summit",
        "Latin America",
        "2023-03-23",
        "São Paulo",
        "BRA",
        "WG-LAC",
        "2023-03-02",
    ),
    ("S-2024-AFR", "Africa Summit 2024", "summit", "Africa", "2024-06-13", "Accra", "GHA", "WG-AFR", "2024-05-23"),
    ("S-2025-CHN", "China Summit 2025", "summit", "China", "2025-10-16", "Hong Kong", "HKG", "WG-CHN", "2025-09-25"),
    (
        "S-2027-LAC",
        "Latin America Summit 2027",
        "summit",
        "Latin America",
        "2027-03-18",
        "Bogotá",
        "COL",
        "WG-LAC",
        "2027-02-25",
    ),
    ("S-2027-AFR", "Africa Summit 2027", "summit", "Africa", "2027-06-10", "Nairobi", "KEN", "WG-AFR", "2027-05-20"),
    ("S-2027-CHN", "China Summit 2027", "summit", "China", "2027-10-21", "Chengdu", "CHN", "WG-CHN", "2027-09-30"),
)
EVENTS: Sequence[tuple[str, ...]] = (
    # date, end_date, scheme, region, label, kind
    ("2018-09-01", "", "", "", "Global Classroom begins", "program"),
    ("2020-03-11", "2021-08-31", "", "", "Travel suspended", "disruption"),
    ("2021-09-01", "", "", "", "Global Experience Grant", "policy"),
    ("2022-03-01", "", "summit", "Europe", "Programs in Russia and Ukraine stopped", "disruption"),
    ("2023-01-08", "", "summit", "China", "China reopens to students", "policy"),
    ("2023-10-09", "", "summit", "Middle East", "Programs moved to Jordan and the Gulf", "disruption"),
    ("2024-06-13", "", "summit", "Africa", "Africa Summit in Accra", "summit"),
)
# units for one US dollar, about the yearly averages; 2026 is carried over from 2025
RATES: Mapping[str, tuple[float, ...]] = {
    "USD": (1.0,) * 11,
    "EUR": (0.90, 0.90, 0.89, 0.85, 0.89, 0.88, 0.85, 0.95, 0.92, 0.92, 0.89),
    "CNY": (6.28, 6.64, 6.76, 6.62, 6.91, 6.90, 6.45, 6.73, 7.08, 7.20, 7.19),
}
TARGETS: Mapping[tuple[str, str], tuple[float, float]] = {
    # metric, scope: value in 2018/2019 and yearly step; shares from 0 to 1
    ("global_experience_rate", "institution"): (0.30, 0.02),
    ("demand_met", "institution"): (0.70, 0.01),
    ("participation_rate", "institution"): (0.34, 0.02),
    ("students_abroad", "institution"): (900, 125),
    ("students_abroad", "summit/Africa"): (60, 20),
    ("students_abroad", "summit/China"): (75, 5),
    ("students_abroad", "summit/Latin America"): (110, 18),
    ("active_agreements", "institution"): (170, 22),
    ("active_agreements", "summit/Africa"): (24, 4),
    ("reviews_overdue", "institution"): (40, -2),
    ("leadership_completion", "institution"): (0.80, 0.01),
}
COUNTS = {"students_abroad"}  # grow with the data set
AGREEMENT_COUNTS = {"active_agreements", "reviews_overdue"}  # grow slower
ELIGIBLE_LEVELS = ("ug2", "ug3", "ug4")  # first-years may apply, but few programs take them


def tables(people: People, placements: int) -> Iterator[tuple[str, tuple[str, ...], Iterator[Row]]]:
    """Name, columns and rows of each table."""
    working = "working_group_id name scheme region chair_role active_from active_to capacity_fte"
    summit = "summit_id name scheme region date city host_country working_group_id brief_due"
    yield _fixed("working_groups", working, WORKING_GROUPS)
    yield _fixed("summits", summit, SUMMITS)
    yield _fixed("events", "date end_date scheme region label kind", EVENTS)
    rates = [(code, year, rate) for code, own in RATES.items() for year, rate in enumerate([*own, own[-1]], FIRST_YEAR)]
    yield _fixed("exchange_rates", "currency year per_base", rates)
    yield _fixed("targets", "metric_id scope academic_year value", list(_targets(placements)))
    population = "academic_year population student_level home_school equity_attribute equity_value people"
    yield "populations", tuple(population.split()), _populations(people, placements)


def _fixed(name: str, columns: str, rows: Sequence[Sequence[object]]) -> tuple[str, tuple[str, ...], Iterator[Row]]:
    names = tuple(columns.split())
    return name, names, (dict(zip(names, row, strict=True)) for row in rows)


def _targets(placements: int) -> Iterator[tuple[object, ...]]:
    for (metric, scope), (first, step) in TARGETS.items():
        for year in range(2018, LAST_YEAR + 4):
            value = first + step * (year - 2018)
            factor = scale(placements) if metric in COUNTS else slow_scale(placements)
            is_count = metric in COUNTS | AGREEMENT_COUNTS
            yield metric, scope, label(year), round(max(value, 5) * factor) if is_count else round(value, 2)


def _populations(people: People, placements: int) -> Iterator[Row]:
    for year in YEARS:
        classes = {f"ug{4 - index}": class_ for index, class_ in enumerate(enrolled_classes(year))}
        enrolled = sum(people.size(class_) for class_ in classes.values())
        yield {"population": "enrolled_undergraduates", **_all(year, enrolled)}
        for level, class_ in sorted(classes.items()):
            yield {"population": "enrolled_undergraduates", "student_level": level, **_all(year, people.size(class_))}
        # some of a class leave without a degree
        yield {"population": "bachelors_conferred", **_all(year, round(people.size(year + 1) * 0.93))}
        eligible = sum(people.size(classes[level]) for level in ELIGIBLE_LEVELS)
        yield {"population": "eligible", **_all(year, eligible)}
        yield {"population": "leadership_eligible", **_all(year, round(enrolled * 0.9 + 1500 * scale(placements)))}
        if year >= FIRST_YEAR + 3:  # a class counts only where all its four years are in the data
            yield {"population": "graduating_class", **_all(year, people.size(year + 1))}
        if year >= EQUITY_SINCE:
            yield from _with_breakdown(people, year, "enrolled_undergraduates", list(classes.values()))
            yield from _with_breakdown(people, year, "eligible", [classes[level] for level in ELIGIBLE_LEVELS])
        if year >= EQUITY_SINCE + 3:
            yield from _with_breakdown(people, year, "graduating_class", [year + 1])


def _with_breakdown(people: People, year: int, population: str, classes: Sequence[int]) -> Iterator[Row]:
    for name, shares in {"home_school": SCHOOLS, **ATTRIBUTES}.items():
        counts = np.sum([people.count(name, class_) for class_ in classes], axis=0)
        for value, count in zip(shares, counts, strict=True):
            group = (
                {"home_school": value} if name == "home_school" else {"equity_attribute": name, "equity_value": value}
            )
            yield {"population": population, **group, **_all(year, int(count))}


def _all(year: int, count: int) -> Row:
    return {"academic_year": label(year), "people": count}
