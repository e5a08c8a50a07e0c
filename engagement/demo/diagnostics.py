"""Scores before and after the programs: individuals, teams and organizations gain differently."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from engagement.demo.columns import days, later, numbered, numbers, repeated, words
from engagement.demo.draw import Draw, Floats, Ints
from engagement.demo.leadership import Enrollments
from engagement.demo.world import AS_OF

INSTRUMENT = "GLI"
WAVES = ("pre", "post", "followup")
RATERS = ("self", "manager", "peer", "report")


@dataclass(frozen=True)
class Level:
    """How one level is measured and how it changes.

    before, gain: mean score before, and what is added after. between: standard deviation of the subjects' own
    levels; within: of the raters around them. ICC(1) is between² / (between² + within²).
    """

    name: str
    scales: tuple[str, ...]
    waves: tuple[float, float, float]  # share of subjects with a score in each of WAVES
    raters: tuple[float, float, float, float]  # share of subjects or, from two raters on, of raters by RATERS
    before: float
    gain: float
    between: float
    within: float
    target: float


INDIVIDUAL = Level(
    "individual", ("vision", "trust", "nerve"), (0.97, 0.8, 0.08), (1, 0.2, 0, 0), 3.0, 0.5, 0.5, 0.4, 4.0
)
TEAM = Level("team", ("trust", "focus", "voice"), (1, 0.88, 0), (0.1, 0.1, 0.8, 0), 3.1, 0.34, 0.38, 0.72, 3.8)
ORGANIZATION = Level(
    "organization", ("values", "reach", "trust"), (1, 0.82, 0), (0.1, 0.4, 0, 0.5), 2.9, 0.12, 0.22, 0.8, 3.8
)
PER_TEAM, PER_UNIT = 12, 14  # raters of a group in each wave
DECLINE = 0.12  # of the gain, until the follow-up


def tables(draw: Draw, enrollments: Enrollments) -> Iterator[pa.Table]:
    """Yield all diagnostics, level by level; identifiers run through."""
    begun = np.flatnonzero(enrollments.has_begun & (enrollments.level == 0))
    person = enrollments.person.take(pa.array(begun))
    enrollment = numbered("E", begun + 1)
    first = 1
    for table in (
        _individuals(draw, enrollments, begun, person, enrollment),
        _groups(draw, TEAM, "T", enrollments.team, enrollments, PER_TEAM),
        _groups(draw, ORGANIZATION, "O", enrollments.unit, enrollments, PER_UNIT),
    ):
        ids = numbered("D", np.arange(first, first + table.num_rows))
        first += table.num_rows
        yield table.add_column(0, "diagnostic_id", ids)


def _individuals(draw: Draw, enrollments: Enrollments, begun: Ints, person: pa.Array, enrollment: pa.Array) -> pa.Table:
    """Score everyone who begins before the program, and most of those who complete it again after."""
    level = INDIVIDUAL
    subject, scale, wave, rater = _grid(len(begun), len(level.scales), len(WAVES), 2)
    subject_scale = begun[subject] * 10 + scale
    cell = (subject_scale * 10 + wave) * 10 + rater
    has_wave = draw.uniform("diag/wave", subject + 1_000_003 * wave + 7 * begun[subject]) < np.array(level.waves)[wave]
    has_rater = draw.uniform("diag/rater", begun[subject] * 10 + rater) < np.array(level.raters)[rater]
    in_time = _days(enrollments.end[begun[subject]], enrollments.start[begun[subject]], wave) <= np.datetime64(AS_OF)
    is_there = (wave == 0) | enrollments.is_completed[begun[subject]]
    rows = np.flatnonzero(has_wave & has_rater & in_time & is_there)
    subject, scale, wave, rater, cell = (column[rows] for column in (subject, scale, wave, rater, cell))
    score = _scores(draw, level, begun[subject] * 10 + scale, cell, wave)
    when = _days(enrollments.end[begun[subject]], enrollments.start[begun[subject]], wave)
    return _table(
        level, person.take(pa.array(subject)), scale, wave, rater, score, when, enrollment.take(pa.array(subject))
    )


def _groups(draw: Draw, level: Level, letter: str, group: Ints, enrollments: Enrollments, raters: int) -> pa.Table:
    """Return every rater of a group scores it on every scale before, and most of them again after."""
    numbers_, first = np.unique(group, return_index=True)
    first = first[numbers_ > 0]
    numbers_ = numbers_[numbers_ > 0]
    ended = enrollments.end[first] <= np.datetime64(AS_OF)
    numbers_, first = numbers_[ended], first[ended]
    subject, scale, wave, rater = _grid(len(numbers_), len(level.scales), 2, raters)
    own = numbers_[subject] * 10 + scale + ord(letter) * 1_000_000_007
    seat = numbers_[subject] * 100 + rater + ord(letter) * 1_000_000_007
    rows = np.flatnonzero(draw.uniform("diag/seat", seat * 10 + wave) < np.array(level.waves)[wave])
    subject, scale, wave, rater, own, seat = (column[rows] for column in (subject, scale, wave, rater, own, seat))
    score = _scores(draw, level, own, (seat * 10 + scale) * 10 + wave, wave)
    when = _days(enrollments.end[first[subject]], enrollments.start[first[subject]], wave)
    rater_index = draw.choice("diag/who", seat, level.raters)
    return _table(level, numbered(letter, numbers_[subject]), scale, wave, rater_index, score, when, None)


def _grid(*lengths: int) -> tuple[Ints, ...]:
    """Return every combination of positions, the last running fastest."""
    return tuple(axis.ravel() for axis in np.indices(lengths))


def _scores(draw: Draw, level: Level, own: Ints, cell: Ints, wave: Ints) -> Floats:
    """From 1 to 5: what the subject is, what it gained, and what the rater sees of it."""
    gained = level.gain * (0.6 + 0.8 * draw.uniform("diag/gain", own))
    score = level.before + level.between * draw.bell("diag/subject", own)
    score += np.where(wave == 1, gained, np.where(wave == 2, gained * (1 - DECLINE), 0))
    score += level.within * draw.bell("diag/noise", cell)
    return np.round(np.clip(score, 1.0, 5.0), 1).astype(np.float64)


def _days(end: npt.NDArray[np.datetime64], start: npt.NDArray[np.datetime64], wave: Ints) -> npt.NDArray[np.datetime64]:
    return np.where(wave == 0, later(start, -5), np.where(wave == 1, later(end, 6), later(end, 180)))


def _table(
    level: Level,
    subject: pa.Array,
    scale: Ints,
    wave: Ints,
    rater: Ints,
    score: Floats,
    when: npt.NDArray[np.datetime64],
    enrollment: pa.Array | None,
) -> pa.Table:
    length = len(subject)
    return pa.table(
        {
            "subject_level": repeated(level.name, length),
            "subject_key": subject,
            "enrollment_id": pa.nulls(length, pa.string()) if enrollment is None else enrollment,
            "instrument": repeated(INSTRUMENT, length),
            "scale": words(level.scales, scale),
            "wave": words(WAVES, wave),
            # with an enrollment the day is known from there; groups have no other
            "administered_date": days(when, np.full(length, enrollment is None)),
            "rater": words(RATERS, rater),
            "score": pc.cast(pa.array(score), pa.string()),
            "scale_min": numbers(np.full(length, 1)),
            "scale_max": numbers(np.full(length, 5)),
            "target_score": pc.cast(pa.array(np.full(length, level.target)), pa.string()),
        }
    )
