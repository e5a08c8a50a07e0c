"""Sentences drafted from answers by rules: each is true of the rows that it was drafted from, or is not drafted.

A rule never reads what disclosure control hides: it sees HIDDEN and says less, or nothing. A running year is told apart
and not compared; a change on a small base is given without a percentage and with a word of caution.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from engagement.brief import phrases
from engagement.brief.answer import Answer
from engagement.brief.model import HIDDEN, Fact, Statement
from engagement.charts import format


@dataclass(frozen=True)
class Context:
    """What the brief is about. `region` as in "students went to …"; `summit_date` where there is a summit."""

    region: str
    as_of: date
    threshold: int
    summit_date: date | None = None

    @property
    def small(self) -> int:
        """A base below this is small."""
        return phrases.SMALL * self.threshold


@dataclass(frozen=True)
class Draft:
    """A drafted sentence and how much it matters among the findings; 0 keeps it out of them."""

    id: str
    text: str
    facts: tuple[Fact, ...]
    weight: int = 0


Rule = Callable[[Answer, Context], Iterator[Draft]]


@dataclass(frozen=True)
class _Series:
    """How a series of periods is told: what its value counts, with `{value}`, `{period}` and `{region}`."""

    value: str
    says: str
    period: str = "academic_year"
    base: str = ""
    weight: int = 0
    running: str = ""


def trend(answer: Answer, context: Context, told: _Series, id_: str) -> Iterator[Draft]:
    """The last complete period, its change and its standing; then the running one, by itself."""
    complete, running = phrases.periods(answer.records(), told.value)
    unit = answer.unit(told.value)
    last = complete[-1] if complete else None
    if last is not None and phrases.number(last[told.value]) is not None:
        yield _last_period(answer, context, told, id_, complete)
    if running is not None and told.running:
        value = phrases.fact("so far", running[told.value], unit)
        period = running[told.period]
        text = told.running.format(value=value.printed, period=period, region=context.region)
        yield Draft(f"{id_}.running", text, (value,))


def _last_period(answer: Answer, context: Context, told: _Series, id_: str, complete: list[phrases.Record]) -> Draft:
    last, unit = complete[-1], answer.unit(told.value)
    value = phrases.fact(str(last[told.period]), last[told.value], unit)
    facts, parts = [value], []
    if len(complete) > 1:
        before = complete[-2]
        parts.append(phrases.change(last, before, told.value, unit, told.period, small=context.small))
        if parts[0]:
            facts.append(phrases.fact(str(before[told.period]), before[told.value], unit))
    if unit != "share":
        parts.append(phrases.superlative(complete, told.value, told.period))
    base = phrases.number(last[told.base]) if told.base else None
    said = told.says.format(
        value=value.printed, period=last[told.period], region=context.region, base=f"{base or 0:,.0f}"
    )
    text = ", ".join([said, *filter(None, parts)]) + "."
    rests_on = base if told.base else phrases.number(complete[-2][told.value]) if len(complete) > 1 else None
    if parts and parts[0] and rests_on is not None and rests_on < context.small:
        text += " The numbers are small, so that a change may be chance."
    if base is not None:
        facts.append(phrases.fact(told.base, last[told.base], answer.unit(told.base)))
    return Draft(id_, text, tuple(facts), told.weight)


def students(answer: Answer, context: Context) -> Iterator[Draft]:
    """How many students went, with change and standing."""
    told = _Series(
        "students",
        "{value} students went to {region} in {period}",
        weight=100,
        running="{period} is still running: {value} students so far, which is compared with no full year.",
    )
    return trend(answer, context, told, "students.trend")


def demand(answer: Answer, context: Context) -> Iterator[Draft]:
    """Which share of those who asked has a place."""
    base_is_known = all(phrases.number(record["applicants"]) is not None for record in answer.records()[-2:])
    says = "{value} of the {base} applicants for {region} in {period} have a place"
    told = _Series(
        "rate",
        says if base_is_known else "{value} of the applicants for {region} in {period} have a place",
        base="applicants" if base_is_known else "",
        weight=80,
    )
    return trend(answer, context, told, "students.demand")


def hosts(answer: Answer, context: Context) -> Iterator[Draft]:
    """Where most went; among the shown ones where some are hidden, for a hidden one may be larger."""
    records = answer.records()
    best = phrases.top(records, "place", "students")
    if len(best) < 2:
        return
    named = phrases.listed([f"{place} ({count:,.0f})" for place, count in best])
    among = "Of the hosts whose numbers may be shown, " if phrases.has_hidden(records, "students") else ""
    text = f"{among}{named} received the most students over the years of this brief."
    facts = tuple(Fact(place, count, f"{count:,.0f}") for place, count in best)
    yield Draft("students.hosts", text, facts, 40)


def active(answer: Answer, context: Context) -> Iterator[Draft]:
    """How many agreements are in force, with whom, and against the year before and the target."""
    records = answer.records()
    if not records:
        return
    last = records[-1]
    agreements, partners = phrases.number(last["agreements"]), phrases.number(last["partners"])
    if agreements is None or partners is None:
        return
    day = last["day"]
    on = format.day(day) if isinstance(day, date) else str(day)
    verb = "is" if agreements == 1 else "are"
    text = f"{phrases.counted(agreements, 'agreement', 'agreements')} with "
    text += f"{phrases.counted(partners, 'partner', 'partners')} in {context.region} {verb} in force on {on}"
    facts = [phrases.fact("agreements", last["agreements"], "agreements")]
    facts.append(phrases.fact("partners", last["partners"], "partners"))
    then = phrases.number(records[-2]["agreements"]) if len(records) > 1 else None
    if then is not None:
        more = agreements - then
        text += f", {abs(more):,.0f} {'more' if more > 0 else 'fewer'} than" if more else ", as many as"
        text += " a year before"
        facts.append(phrases.fact("a year before", then, "agreements"))
    yield Draft("partnerships.active", f"{text}.", tuple(facts), 95)


def around(answer: Answer, context: Context) -> Iterator[Draft]:
    """What ends before the summit and within a year after it."""
    records = answer.records()
    before = sum(1 for record in records if record["ends"] == "before the summit")
    rest = len(records) - before
    renewed = sum(1 for record in records if record["renewed_on"] is not None)
    facts = (Fact("before", before, f"{before}"), Fact("after", rest, f"{rest}"))
    if not records:
        return
    if context.summit_date is None:
        text = f"{phrases.counted(rest, 'agreement ends', 'agreements end')} within a year of the as-of date"
    else:
        end = phrases.counted(before, "agreement ends", "agreements end") if before else "No agreement ends"
        more = f"{rest:,} more" if rest else "none"
        text = f"{end} before the summit on {format.day(context.summit_date)}, and {more} within a year after it"
    text += (
        f"; a signed renewal is on record for {renewed:,} of them." if renewed else "; no signed renewal is on record."
    )
    yield Draft("partnerships.around", f"{text}.", facts, 90)


def overdue(answer: Answer, context: Context) -> Iterator[Draft]:
    """How many reviews are overdue, and the longest."""
    records = answer.records()
    if not records:
        return
    worst = max(records, key=lambda record: phrases.number(record["days_overdue"]) or 0)
    count = len(records)
    text = f"{phrases.counted(count, 'review is', 'reviews are')} overdue"
    due, partner = worst["due_date"], worst["partner"]
    if isinstance(due, date) and isinstance(partner, str):
        text += f"; the oldest, with {partner}, was due on {format.day(due)}"
    yield Draft("partnerships.overdue", f"{text}.", (Fact("overdue", count, f"{count:,}"),), 70)


def kinds(answer: Answer, context: Context) -> Iterator[Draft]:
    """What most agreements are for."""
    records = answer.records()
    total = sum(phrases.number(record["active"]) or 0 for record in records)
    best = phrases.top(records, "agreement_kind", "active", most=1)
    if not best or total < 2:
        return
    kind, count = best[0]
    text = f"{kind} is the most frequent kind: {count:,.0f} of {total:,.0f} agreements in force ({count / total:.1%})."
    facts = (Fact("kind", kind, kind), Fact("agreements", count, f"{count:,.0f}"))
    yield Draft("partnerships.kinds", text, facts)


def funnel(answer: Answer, context: Context) -> Iterator[Draft]:
    """How far people come in leadership programs that touch the region."""
    records = answer.records()
    if len(records) != 1:
        return
    row = records[0]
    applied, enrolled, rate = (phrases.number(row[name]) for name in ("applied", "enrolled", "completion_rate"))
    if not applied or enrolled is None:
        return
    where = f"leadership programs given in {context.region}"
    text = f"Of {phrases.counted(applied, 'person who', 'people who')} applied to {where}, {enrolled:,.0f} began one"
    facts = [phrases.fact(name, row[name], "people") for name in ("applied", "enrolled")]
    if rate is not None and row["ended"] is not HIDDEN:
        text += f"; {rate:.1%} of those who reached the end completed it"
        facts.append(phrases.fact("completion_rate", row["completion_rate"], "share"))
    yield Draft("leadership.funnel", f"{text}.", tuple(facts), 60)


RULES: Mapping[str, Rule] = {
    "students": students,
    "demand": demand,
    "hosts": hosts,
    "active": active,
    "around": around,
    "overdue": overdue,
    "kinds": kinds,
    "funnel": funnel,
}
"""Rules by the key of the question that they read, in engagement/brief/outline.py."""


def draft(key: str, answer: Answer, context: Context) -> list[tuple[Statement, int]]:
    """Draft what can be said of an answer, each with its weight among the findings."""
    rule = RULES.get(key)
    if rule is None:
        return []
    return [
        (Statement(one.id, one.text, drafted=one.text, evidence=(answer.evidence,), facts=one.facts), one.weight)
        for one in rule(answer, context)
    ]
