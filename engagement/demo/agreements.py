"""Partners and agreements: chains of terms and renewals, some dormant, some about to end, some overdue for review."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from engagement.demo.draw import Draw, Ints
from engagement.demo.world import AS_OF, YEARS, World, slow_scale

AGREEMENTS = 600  # at the shipped size
TYPES: Mapping[str, float] = {
    "general_mou": 20,
    "student_exchange": 30,
    "study_abroad_affiliation": 13,
    "research_collaboration": 11,
    "dual_degree": 4,
    "internship": 5,
    "staff_exchange": 3,
    "joint_degree": 2.5,
    "letter_of_intent": 2.5,
    "programme_development": 2,
    "articulation": 1.5,
    "cotutelle": 1.5,
    "funding_scholarship": 1.5,
    "network_membership": 1,
    "centre_establishment": 1,
    "other": 0.5,
}
MOBILITY = {"student_exchange", "study_abroad_affiliation", "dual_degree", "joint_degree", "internship", "cotutelle"}
INBOUND = {"student_exchange", "dual_degree", "joint_degree"}
CHALLENGES = (
    "climate",
    "energy",
    "health",
    "water",
    "food",
    "ai_computing",
    "manufacturing",
    "urbanization",
    "education",
)
CHAIRS = (
    "Civil Engineering",
    "Public Health",
    "Economics",
    "Computer Science",
    "Environmental Science",
    "Area Studies",
)
SCHOOLS = ("Arts", "Science", "Engineering", "Business", "Health", "Education", "Law")
GROUPS = {
    "China": "WG-CHN",
    "Africa": "WG-AFR",
    "Latin America": "WG-LAC",
    "Europe": "WG-EUR",
    "East and Southeast Asia": "WG-ASI",
    "South and Central Asia": "WG-ASI",
    "Middle East": "WG-MEA",
}
NEVER = date.max


@dataclass(frozen=True)
class Partner:
    """A partner; `region` is that of its country in the scheme `summit`, empty without a country."""

    id: str
    name: str
    type: str
    country: str
    city: str
    region: str


@dataclass(frozen=True)
class Agreement:
    """An agreement, with what its row does not say: until when students use it."""

    number: int
    partner: Partner
    type: str
    term_type: str
    signed: date | None
    start: date | None
    end: date | None
    workflow: str
    renewed_from: str
    used_until: int  # last academic year in which students go; below the first where it was never used

    @property
    def id(self) -> str:
        """Its identifier in the data."""
        return f"A{self.number:04d}"

    @property
    def last_day(self) -> date:
        """Last day in force; the end of time where there is none."""
        return self.end if self.end and self.term_type == "fixed" else NEVER


def agreements(world: World, draw: Draw, placements: int) -> list[Agreement]:
    """Return all agreements of a data set of that many placements: chains of renewals until there are enough."""
    wanted = max(60, round(AGREEMENTS * slow_scale(placements)))
    everyone = partners(world, 0.7 * slow_scale(placements))
    signed_so_far: list[Agreement] = []
    chain = 0
    while len(signed_so_far) < wanted:
        # every partner has one chain before any has two
        place = chain if chain < len(everyone) else draw.number("second", chain, 0, len(everyone) - 1)
        spread = (place * 7919) % len(everyone)  # so that a small data set still holds every region
        signed_so_far.extend(_chain(draw, chain, everyone[spread], len(signed_so_far) + 1))
        chain += 1
    return signed_so_far[:wanted]


def partners(world: World, factor: float) -> list[Partner]:
    """Return all partners, `factor` times as many as the world says; names do not repeat."""
    used: dict[str, int] = {}
    candidates = []
    for country in world.countries:
        for turn in range(max(1, round(country.partners * factor))):
            language = country.languages[turn % len(country.languages)]
            name = world.partner_name(language, used.setdefault(language, 0))
            used[language] += 1
            city = country.cities[turn % len(country.cities)]
            candidates.append(Partner("", name, "university", country.iso3, city, country.region))
    for other in world.organizations:
        region = world.country_by_code[other.country].region if other.country else ""
        candidates.append(Partner("", other.name, other.type, other.country, other.city, region))
    return [
        Partner(f"U{number:03d}", other.name, other.type, other.country, other.city, other.region)
        for number, other in enumerate(candidates, 1)
    ]


def _chain(draw: Draw, chain: int, partner: Partner, first: int) -> Iterator[Agreement]:
    kind = list(TYPES)[int(draw.choice("type", chain, list(TYPES.values())))]
    if partner.type != "university":
        kind = {"company": "internship", "consortium": "network_membership"}.get(partner.type, "research_collaboration")
    used_until = draw.pick("used", chain, [2014, 2018, 2019, 2021, *[2100] * 17])
    if draw.chance("proposal", chain, 0.04):
        workflow = draw.pick("stage", chain, ["proposed", "negotiating"])
        yield Agreement(first, partner, kind, "unknown", None, None, None, workflow, "", 2014)
        return
    term_type = ("fixed", "auto_renew", "open_ended", "unknown")[int(draw.choice("term", chain, (72, 15, 10, 3)))]
    years = draw.pick("years", chain, [3, 4, 5, 5, 5, 6])
    start = _first_start(draw, chain, partner, years)
    number, renewed_from = first, ""
    while True:
        end = _years_later(start, years) - timedelta(days=1)
        signed = start - timedelta(days=draw.number("signing", number, 0, 75))
        workflow = _workflow(draw, number, partner)
        fixed_end = end if term_type == "fixed" else None
        agreement = Agreement(
            number, partner, kind, term_type, signed, start, fixed_end, workflow, renewed_from, used_until
        )
        yield agreement
        ended = term_type == "fixed" and end < AS_OF
        if not ended or workflow != "signed" or not draw.chance("renewed", number, 0.68):
            return
        start = end + timedelta(days=1 + draw.pick("pause", number, [0, 0, 0, 30, 90]))
        if start >= AS_OF:
            return
        number, renewed_from = number + 1, agreement.id


def _first_start(draw: Draw, chain: int, partner: Partner, years: int) -> date:
    """Choose a day of the last sixteen years, so that some terms end within the next eight months."""
    if draw.chance("ending", chain, 0.26 if partner.region in {"Africa", "China", "Latin America"} else 0.08):
        end = AS_OF + timedelta(days=draw.number("ending/day", chain, 12, 235))
        return _years_later(end, -years) + timedelta(days=1)
    start = AS_OF - timedelta(days=draw.number("start", chain, 30, 365 * 16))
    return start.replace(day=1) if draw.chance("first of month", chain, 0.6) else start


def _workflow(draw: Draw, number: int, partner: Partner) -> str:
    if partner.country == "RUS":
        return "suspended"
    return draw.pick("workflow", number, [*["signed"] * 46, "terminated", "terminated", "superseded", "suspended"])


def _years_later(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # 29 February
        return day.replace(year=day.year + years, day=28)


@dataclass(frozen=True)
class Choices:
    """For one year and direction: the agreements that students of each country can go by.

    Those of country number c are `numbers[starts[c] : starts[c] + counts[c]]`, positions in the list of agreements.
    """

    numbers: Ints
    starts: Ints
    counts: Ints


def choices(world: World, draw: Draw, signed: Sequence[Agreement], *, inbound: bool) -> dict[int, Choices]:
    """Return the agreements in use, by year; the more popular of a country come first."""
    types = INBOUND if inbound else MOBILITY
    popularity = draw.uniform("popularity", np.arange(len(signed)))
    by_country: dict[str, list[int]] = {country.iso3: [] for country in world.countries}
    for index in sorted(range(len(signed)), key=lambda index: popularity[index]):
        if signed[index].type in types and signed[index].partner.country:
            by_country[signed[index].partner.country].append(index)
    chosen = {}
    for year in YEARS:
        per_country = [[index for index in all_ if _in_use(signed[index], year)] for all_ in by_country.values()]
        counts = np.array([len(indices) for indices in per_country])
        flat = [index for indices in per_country for index in indices]
        chosen[year] = Choices(np.array(flat, dtype=np.int64), np.cumsum(counts) - counts, counts)
    return chosen


def _in_use(agreement: Agreement, year: int) -> bool:
    if agreement.start is None or agreement.workflow == "suspended":
        return False
    covers = agreement.start <= date(year, 10, 1) and agreement.last_day >= date(year + 1, 2, 1)
    return covers and year <= agreement.used_until
