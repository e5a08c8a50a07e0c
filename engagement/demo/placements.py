"""Placement applications, made in chunks: row i has its values without the rows before it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from engagement.demo.agreements import Agreement, Choices, choices
from engagement.demo.columns import days, later, numbered, numbers, repeated, words
from engagement.demo.draw import Draw, Floats, Ints
from engagement.demo.outcomes import STATUSES, TERM_SHARES, TERM_SHARES_RUNNING, TERMS, status_shares
from engagement.demo.people import ATTRIBUTES, EQUITY_SINCE, SCHOOLS, People
from engagement.demo.world import INBOUND_SHARE, LAST_YEAR, World, label, rows_by_year

CHUNK = 200_000  # rows; bounds the memory
LEVELS = ("ug1", "ug2", "ug3", "ug4", "masters", "doctoral")
TYPES = ("study", "work", "research", "service", "teaching", "conference")
MODELS = (
    "global_classroom",
    "exchange",
    "direct_enrol",
    "faculty_led",
    "provider",
    "consortium",
    "independent",
)
MODEL_OF_AGREEMENT = {
    "student_exchange": "exchange",
    "study_abroad_affiliation": "direct_enrol",
    "dual_degree": "direct_enrol",
    "joint_degree": "direct_enrol",
    "internship": "independent",
    "cotutelle": "independent",
}
COMPLETED, LIVE = STATUSES.index("completed"), STATUSES.index("live")
WAITLISTED, WITHDRAWN = STATUSES.index("waitlisted"), STATUSES.index("withdrawn")
CROWDED = ("GBR", "ESP", "AUS", "JPN", "DNK", "SGP")  # more applicants than places
FULL_YEAR, SUMMER, JANUARY = TERMS.index("full_year"), TERMS.index("summer"), TERMS.index("january")
BANDS = {"fall": (98, 135), "january": (9, 26), "spring": (98, 140), "summer": (8, 84), "full_year": (250, 300)}
STARTS = {
    "fall": (8, 22, 30),
    "january": (1, 3, 6),
    "spring": (1, 18, 30),
    "summer": (5, 20, 42),
    "full_year": (8, 25, 30),
}
Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Placements:
    """One chunk: its rows as a table, and what leadership programs need to know of it, one entry per row."""

    table: pa.Table
    rows: Ints
    person: Ints
    school: Ints
    graduating_class: Ints
    start: npt.NDArray[np.datetime64]
    is_done: Mask  # completed, outbound, an undergraduate


class PlacementMaker:
    """Makes the placements of a data set, chunk by chunk."""

    def __init__(self, world: World, draw: Draw, people: People, signed: Sequence[Agreement], placements: int) -> None:
        self.world, self.draw, self.people, self.placements = world, draw, people, placements
        self.outbound = choices(world, draw, signed, inbound=False)
        self.inbound = choices(world, draw, signed, inbound=True)
        self.agreement_ids = [agreement.id for agreement in signed]
        models = [MODEL_OF_AGREEMENT.get(agreement.type, "provider") for agreement in signed]
        self.model_of_agreement = np.array([MODELS.index(model) for model in models])
        self.crowded = np.array([country.iso3 in CROWDED for country in world.countries])

    def chunks(self) -> Iterator[Placements]:
        """Yield every row once, in the order of the academic years."""
        first = 0
        for year, count in rows_by_year(self.placements).items():
            for start in range(first, first + count, CHUNK):
                yield self._chunk(year, np.arange(start, min(start + CHUNK, first + count)))
            first += count

    def _chunk(self, year: int, rows: Ints) -> Placements:
        draw = self.draw
        is_out = draw.uniform("direction", rows) >= INBOUND_SHARE
        country = draw.choice(f"country/{year}", rows, self.world.weights(year))
        shares = TERM_SHARES_RUNNING if year == LAST_YEAR else TERM_SHARES
        term = np.where(is_out, draw.choice("term", rows, shares[True]), draw.choice("term", rows, shares[False]))
        level = np.where(is_out, draw.choice("level", rows, (4, 19, 43, 19, 10, 5)), 2 + 2 * (rows % 3 == 0))
        person, classes = self._persons(year, rows, is_out, level)
        kind = self._kinds(year, rows, is_out)
        status = self._statuses(year, rows, is_out, term, country, person)
        agreement = self._agreements(year, rows, is_out, kind, country)
        model = self._models(year, rows, term, kind, agreement)
        start, length = self._dates(year, rows, term)
        is_there = (status == COMPLETED) | (status == LIVE)
        is_undergraduate = is_out & (level < 4)
        school = self.people.attribute("home_school", person)
        columns = {
            "placement_id": numbered("P", rows + 1),
            "person_key": pa.compute.if_else(pa.array(is_out), numbered("S", person), numbered("V", rows - rows % 3)),
            "direction": words(("inbound", "outbound"), is_out.astype(np.int64)),
            "academic_year": repeated(label(year), len(rows)),
            "term": words(TERMS, term),
            "placement_type": words(TYPES, kind),
            "credit_bearing": words(("false", "true"), self._credit(rows, kind), is_out & is_there),
            "program_model": words(MODELS, model, is_out & is_there),
            "application_status": words(STATUSES, status),
            "agreement_id": words(self.agreement_ids, agreement, agreement >= 0),
            "host_country": words([country_.iso3 for country_ in self.world.countries], country),
            "start_date": days(start, is_out & is_there),
            "end_date": days(later(start, length - 1), is_out & is_there),
            "duration_days": numbers(length, ~is_out & is_there),
            "student_level": words(LEVELS, level),
            "home_school": words(tuple(SCHOOLS), school, is_out),
            "graduating_class": numbers(classes, is_undergraduate),
            **self._money(rows, is_out & is_there, length, person),
            **self._equity(year, person, is_undergraduate),
        }
        is_done = is_undergraduate & (status == COMPLETED)
        return Placements(pa.table(columns), rows, person, school, classes, start, is_done)

    def _persons(self, year: int, rows: Ints, is_out: Mask, level: Ints) -> tuple[Ints, Ints]:
        """Return each row's person and graduating class; those less ready to apply are drawn less often."""
        classes = year + 4 - np.minimum(level, 3)
        person = self.people.undergraduates("person", rows, classes)
        other = self.people.undergraduates("person/other", rows, classes)
        stays = self.draw.uniform("person/ready", rows) < self.people.readiness(person)
        person = np.where(stays, person, other)
        person = np.where(level >= 4, self.people.graduates("person/graduate", rows, year), person)
        return person, classes

    def _kinds(self, year: int, rows: Ints, is_out: Mask) -> Ints:
        late = max(0, year - 2015)
        weights = (64 - late, 14 + 0.5 * late, 11 + 0.4 * late, 8, 1.5, 1.5)
        return np.where(is_out, self.draw.choice(f"kind/{year}", rows, weights), 0)

    def _statuses(self, year: int, rows: Ints, is_out: Mask, term: Ints, country: Ints, person: Ints) -> Ints:
        draw = self.draw
        steps = np.cumsum(status_shares(year), axis=1)
        steps /= steps[:, -1:]
        status = (draw.uniform("status", rows)[:, None] >= steps[term]).sum(axis=1)
        has_left = (status == COMPLETED) | (status == LIVE)
        turned_away = has_left & is_out & self.crowded[country] & (draw.uniform("status/crowd", rows) < 0.13)
        status = np.where(turned_away, WAITLISTED, status)
        needs_aid = self.people.attribute("need_aid", person) == list(ATTRIBUTES["need_aid"]).index("yes")
        gives_up = has_left & is_out & needs_aid & (draw.uniform("status/cost", rows) < 0.07)
        return np.where(gives_up & ~turned_away, WITHDRAWN, status)

    def _agreements(self, year: int, rows: Ints, is_out: Mask, kind: Ints, country: Ints) -> Ints:
        """Return the position of each row's agreement; -1 if it has none."""
        out = self._pick(self.outbound[year], "agreement/out", rows, country)
        back = self._pick(self.inbound[year], "agreement/in", rows, country)
        share = np.where(is_out, np.where(kind == 0, 0.62, 0.3), 0.93)
        goes_by_one = self.draw.uniform("agreement/any", rows) < share
        return np.where(goes_by_one, np.where(is_out, out, back), -1)

    def _pick(self, options: Choices, stream: str, rows: Ints, country: Ints) -> Ints:
        counts = options.counts[country]
        # the square makes the first of a country, the popular ones, come more often
        index = options.starts[country] + (self.draw.uniform(stream, rows) ** 2 * counts).astype(np.int64)
        numbers_ = np.append(options.numbers, -1)
        return np.where(counts > 0, numbers_[np.minimum(index, len(options.numbers))], -1)

    def _models(self, year: int, rows: Ints, term: Ints, kind: Ints, agreement: Ints) -> Ints:
        draw = self.draw
        classroom = 0 if year < 2018 else 6 + 5 * (year - 2018)
        short = draw.choice(f"model/short/{year}", rows, (classroom, 0, 2, 44, 24, 3, 4))
        long = draw.choice(f"model/long/{year}", rows, (classroom / 3, 0, 22, 3, 48, 12, 5))
        free = np.where((term == SUMMER) | (term == JANUARY), short, long)
        free = np.where((kind == 1) | (kind == 2), draw.choice("model/own", rows, (0, 0, 0, 5, 30, 5, 60)), free)
        return np.where(agreement >= 0, self.model_of_agreement[agreement], free)

    def _credit(self, rows: Ints, kind: Ints) -> Ints:
        share = np.array([0.97, 0.34, 0.46, 0.3, 0.2, 0.05])[kind]
        return (self.draw.uniform("credit", rows) < share).astype(np.int64)

    def _dates(self, year: int, rows: Ints, term: Ints) -> tuple[npt.NDArray[np.datetime64], Ints]:
        """Return the first day, and the number of days from first to last, both counted."""
        low, high = np.array([BANDS[term_name] for term_name in TERMS]).T
        length = low[term] + self.draw.below("length", rows, (high - low + 1)[term])
        firsts = [date(year + (STARTS[term_name][0] < 8), *STARTS[term_name][:2]) for term_name in TERMS]
        first = np.array(firsts, dtype="datetime64[D]")[term]
        spread = np.array([STARTS[term_name][2] for term_name in TERMS])[term]
        return first + self.draw.below("start", rows, spread).astype("timedelta64[D]"), length

    def _money(self, rows: Ints, is_there: Mask, length: Ints, person: Ints) -> dict[str, pa.Array]:
        draw = self.draw
        cost: Floats = (900 + 62 * np.minimum(length, 150)) * (0.75 + 0.5 * draw.uniform("cost", rows))
        needs_aid = self.people.attribute("need_aid", person) == list(ATTRIBUTES["need_aid"]).index("yes")
        is_funded = is_there & (draw.uniform("funded", rows) < np.where(needs_aid, 0.74, 0.3))
        share = np.where(needs_aid, 0.25, 0.1) + 0.45 * draw.uniform("funding", rows)
        source = draw.choice("source", rows, (58, 16, 10, 16))
        is_known = is_there & (draw.uniform("cost/known", rows) < 0.93)
        return {
            "cost_amount": numbers((cost // 100 * 100).astype(np.int64), is_known),
            "funding_amount": numbers((cost * share // 50 * 50).astype(np.int64), is_funded),
            "currency": words(("USD", "EUR"), draw.choice("currency", rows, (97, 3)), is_known | is_funded),
            "funding_source": words(("institute", "external", "host", "mixed"), source, is_funded),
        }

    def _equity(self, year: int, person: Ints, is_undergraduate: Mask) -> dict[str, pa.Array]:
        is_recorded = is_undergraduate & (year >= EQUITY_SINCE)
        return {
            name: words(tuple(shares), self.people.attribute(name, person), is_recorded)
            for name, shares in ATTRIBUTES.items()
        }
