"""Leadership programs at three levels, and who went through them; some went abroad soon after."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from engagement.demo.columns import days, later, numbered, numbers, words
from engagement.demo.draw import Draw, Ints
from engagement.demo.people import SCHOOLS, People
from engagement.demo.placements import Placements
from engagement.demo.world import AS_OF, FIRST_YEAR, YEARS, scale, slow_scale

ENROLLMENTS = 6_000  # at the shipped size
GROWTH = (1.0, 1.1, 1.2, 1.35, 1.4, 1.0, 1.35, 1.6, 1.85, 2.0, 2.15, 1.1)
LEVELS = ("individual", "team", "organization")
STATUSES = ("applied", "admitted", "enrolled", "in_progress", "completed", "withdrawn", "no_show")
BEGUN = ("enrolled", "in_progress", "completed", "withdrawn")
STATUS_SHARES = (16, 5, 1, 0, 63, 12, 3)
STATUS_SHARES_RUNNING = (20, 6, 5, 62, 0, 5, 2)
ROLES = ("undergraduate", "graduate", "staff", "faculty", "executive", "external")
TEAM_SIZE = 13
UNITS = 48  # organizational units at the shipped size
Dates = npt.NDArray[np.datetime64]


@dataclass(frozen=True)
class Program:
    """A program: for whom, how often compared with the others, how many hours, where."""

    id: str
    name: str
    level: str
    weight: float
    contact_hours: int
    roles: tuple[float, ...]  # shares of ROLES
    country: str


PROGRAMS = (
    Program("GLL", "Leadership Lab", "individual", 34, 60, (1, 0, 0, 0, 0, 0), "USA"),
    Program("WAY", "Across Borders", "individual", 18, 36, (0.8, 0.2, 0, 0, 0, 0), "NLD"),
    Program("GLF", "Graduate Fellows", "individual", 8, 80, (0, 1, 0, 0, 0, 0), "USA"),
    Program("TST", "Water Team Studio", "team", 16, 45, (0.7, 0.3, 0, 0, 0, 0), "KEN"),
    Program("TCL", "Classroom Teams", "team", 10, 30, (0.85, 0.15, 0, 0, 0, 0), "BRA"),
    Program("OPA", "Partner Academy", "organization", 8, 24, (0, 0, 0.5, 0.25, 0.15, 0.1), "USA"),
    Program("OIL", "Organization Lab", "organization", 6, 18, (0, 0, 0.6, 0.35, 0.05, 0), "ZAF"),
)


@dataclass(frozen=True)
class Enrollments:
    """All enrollments: the rows, and what the diagnostics need, one entry per row."""

    table: pa.Table
    person: pa.Array
    level: Ints
    has_begun: npt.NDArray[np.bool_]
    is_completed: npt.NDArray[np.bool_]
    team: Ints  # -1 outside a team
    unit: Ints  # -1 outside an organizational program
    start: Dates
    end: Dates


@dataclass(frozen=True)
class WentAbroad:
    """A sample of undergraduates with a completed placement, one entry per placement."""

    placement: Ints
    person: Ints
    school: Ints
    start: Dates


def sample(draw: Draw, chunk: Placements, placements: int) -> WentAbroad:
    """Sample a chunk's completed placements, a bounded number over all chunks whatever the size of the data set."""
    share = 0.6 * min(1, slow_scale(placements) / scale(placements))
    chosen = chunk.is_done & (draw.uniform("went abroad", chunk.rows) < share)
    return WentAbroad(chunk.rows[chosen] + 1, chunk.person[chosen], chunk.school[chosen], chunk.start[chosen])


def together(parts: Sequence[WentAbroad]) -> WentAbroad:
    """Return the samples of all chunks as one."""
    return WentAbroad(
        np.concatenate([part.placement for part in parts]),
        np.concatenate([part.person for part in parts]),
        np.concatenate([part.school for part in parts]),
        np.concatenate([part.start for part in parts]),
    )


def enrollments(draw: Draw, people: People, abroad: WentAbroad, placements: int) -> Enrollments:
    """Return all enrollments in the order of their academic years."""
    factor = slow_scale(placements)
    index = np.arange(round(ENROLLMENTS * factor))
    program = draw.choice("lead/program", index, [program_.weight for program_ in PROGRAMS])
    level = np.array([LEVELS.index(program_.level) for program_ in PROGRAMS])[program]
    role = _roles(draw, index, program)
    year = FIRST_YEAR + draw.choice("lead/year", index, GROWTH)
    is_spring = draw.uniform("lead/spring", index) < 0.45
    person, school, practice, year, is_spring = _persons(draw, people, abroad, index, level, role, year, is_spring)

    order = np.lexsort((index, is_spring, year))
    program, level, role, year = program[order], level[order], role[order], year[order]
    person, school, practice, is_spring = person[order], school[order], practice[order], is_spring[order]
    start, end = _dates(draw, index, year, is_spring)
    status = np.where(
        end <= np.datetime64(AS_OF),
        draw.choice("lead/status", index, STATUS_SHARES),
        draw.choice("lead/status", index, STATUS_SHARES_RUNNING),
    )
    status = np.where(practice > 0, STATUSES.index("completed"), status)
    team, unit = _groups(draw, index, level, program, year, factor)
    texts = _persons_as_text(person, role)
    term = pc.if_else(pa.array(is_spring), "S", "F")
    columns = {
        "enrollment_id": numbered("E", index + 1),
        "person_key": texts,
        "program_id": words([program_.id for program_ in PROGRAMS], program),
        "program_name": words([program_.name for program_ in PROGRAMS], program),
        "cohort_id": pc.binary_join_element_wise(pc.cast(numbers(year), pa.string()), term, ""),
        "academic_year": words([f"{year_}/{year_ + 1}" for year_ in YEARS], year - FIRST_YEAR),
        "focus_level": words(LEVELS, level),
        "participant_role": words(ROLES, role),
        "home_school": words(tuple(SCHOOLS), school, role < 2),
        "team_id": numbered("T", team, team >= 0),
        "org_unit_id": numbered("O", unit, unit >= 0),
        "delivery_country": words([program_.country for program_ in PROGRAMS], program),
        "status": words(STATUSES, status),
        "applied_date": days(later(start, -30 - draw.below("lead/applied", index, 60))),
        "start_date": days(start),
        "end_date": days(end),
        "contact_hours": numbers(np.array([program_.contact_hours for program_ in PROGRAMS])[program]),
        "practice_placement_id": numbered("P", practice, (practice > 0) & (draw.uniform("lead/known", index) < 0.6)),
    }
    has_begun = np.isin(status, [STATUSES.index(begun_status) for begun_status in BEGUN])
    is_completed = status == STATUSES.index("completed")
    return Enrollments(pa.table(columns), texts, level, has_begun, is_completed, team, unit, start, end)


def _roles(draw: Draw, index: Ints, program: Ints) -> Ints:
    steps = np.cumsum([program_.roles for program_ in PROGRAMS], axis=1)
    return (draw.uniform("lead/role", index)[:, None] >= steps[program] - 1e-9).sum(axis=1).clip(max=len(ROLES) - 1)


def _persons(
    draw: Draw,
    people: People,
    abroad: WentAbroad,
    index: Ints,
    level: Ints,
    role: Ints,
    year: Ints,
    is_spring: npt.NDArray[np.bool_],
) -> tuple[Ints, Ints, Ints, Ints, npt.NDArray[np.bool_]]:
    """Return person, school, practice placement (0 without), year and term of each enrollment.

    A third of the individual undergraduates are taken from those who went abroad, and finished the program
    within the twelve months before; everyone else is anyone of the classes enrolled then.
    """
    senior = draw.choice("lead/senior", index, (15, 35, 32, 18))  # 0: graduates this year
    person = people.undergraduates("lead/person", index, year + 1 + senior)
    for current in YEARS:
        person = np.where((role == 1) & (year == current), people.graduates("lead/graduate", index, current), person)
    staff = draw.below("lead/staff", index, max(20, len(index) // 12))
    person = np.where(role > 1, staff, person)
    school = people.attribute("home_school", person)
    practice = np.zeros_like(index)
    chosen = draw.below("lead/abroad", index, len(abroad.placement))
    start = abroad.start[chosen]
    # the last program that was over by then: fall ends about 12 December, spring about 12 May
    start_year = start.astype("datetime64[Y]").astype(np.int64) + 1970
    day_of_year = (start - start.astype("datetime64[Y]")).astype(np.int64)
    after_spring = day_of_year > 146
    there_year, there_spring = start_year - 1, after_spring
    follows = (level == 0) & (role == 0) & (draw.uniform("lead/both", index) < 0.3) & (there_year >= FIRST_YEAR)
    return (
        np.where(follows, abroad.person[chosen], person),
        np.where(follows, abroad.school[chosen], school),
        np.where(follows, abroad.placement[chosen], practice),
        np.where(follows, there_year, year),
        np.where(follows, there_spring, is_spring),
    )


def _dates(draw: Draw, index: Ints, year: Ints, is_spring: npt.NDArray[np.bool_]) -> tuple[Dates, Dates]:
    first = (year - 1970).astype("datetime64[Y]").astype("datetime64[D]")
    next_first = (year - 1969).astype("datetime64[Y]").astype("datetime64[D]")
    start = np.where(is_spring, later(next_first, 20), later(first, 250))  # late January, early September
    end = np.where(is_spring, later(next_first, 131), later(first, 345))  # about 12 May, about 12 December
    shift = draw.below("lead/start", year * 2 + is_spring, 7).astype("timedelta64[D]")  # one day per cohort
    return start + shift, end + shift


def _groups(draw: Draw, index: Ints, level: Ints, program: Ints, year: Ints, factor: float) -> tuple[Ints, Ints]:
    """Return team and organizational unit of each enrollment, -1 if none; a team belongs to one program and year."""
    team = np.full_like(index, -1)
    rows = np.flatnonzero(level == LEVELS.index("team"))
    rows = rows[np.lexsort((rows, program[rows], year[rows]))]
    cohort = year[rows] * len(PROGRAMS) + program[rows]
    within = np.arange(len(rows)) - np.searchsorted(cohort, cohort)
    teams = cohort * 10_000 + within // TEAM_SIZE
    team[rows] = np.unique(teams, return_inverse=True)[1] + 1
    units = draw.below("lead/unit", index, max(6, round(UNITS * factor))) + 1
    return team, np.where(level == LEVELS.index("organization"), units, -1)


def _persons_as_text(person: Ints, role: Ints) -> pa.Array:
    # students share the numbers of the placements; staff, faculty and others have their own
    return pc.if_else(pa.array(role < 2), numbered("S", person), numbered("F", person))
