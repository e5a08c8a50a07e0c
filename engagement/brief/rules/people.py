"""Sentences about students and leadership programs. A count that is too few is never read, and never bridged."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from engagement.brief import phrases
from engagement.brief.answer import Answer
from engagement.brief.cells import HIDDEN, Fact
from engagement.brief.rules.context import Context, Draft
from engagement.present import format


@dataclass(frozen=True)
class _Series:
    """How a series of periods is told: what its value counts, with `{value}`, `{period}` and `{region}`."""

    value: str
    says: str
    period: str = "academic_year"
    base: str = ""
    to_date: str = ""


def trend(answer: Answer, context: Context, series: _Series, id_: str) -> Iterator[Draft]:
    """Describe the last complete period, its change and its rank among earlier ones; then the year to date."""
    complete, running = phrases.periods(answer.records(), series.value)
    unit = answer.unit(series.value)
    last = complete[-1] if complete else None
    if last is not None and phrases.number(last[series.value]) and phrases.name(last[series.period]):
        yield _last_period(answer, context, series, id_, complete)
    if running is not None and series.to_date and phrases.name(running[series.period]):
        value = phrases.fact("so far", running[series.value], unit)
        period = running[series.period]
        text = series.to_date.format(value=value.printed, period=period, region=context.region)
        yield Draft(f"{id_}.running", text, (value,))


def _last_period(answer: Answer, context: Context, series: _Series, id_: str, complete: list[phrases.Record]) -> Draft:
    last, unit = complete[-1], answer.unit(series.value)
    value = phrases.fact(str(last[series.period]), last[series.value], unit)
    facts, parts = [value], []
    if len(complete) > 1:
        before = complete[-2]
        change = phrases.change(
            last,
            before,
            series.value,
            unit,
            series.period,
            small=context.small,
            margin=context.margin,
            base=series.base,
        )
        parts.append(change)
        if change:
            facts.append(phrases.fact(str(before[series.period]), before[series.value], unit))
    if unit != "share":
        parts.append(phrases.superlative(complete, series.value, series.period, margin=context.margin))
    base = phrases.number(last[series.base]) if series.base else None
    sentence = series.says.format(
        value=value.printed, period=last[series.period], region=context.region, base=f"{base or 0:,.0f}"
    )
    text = ", ".join([sentence, *filter(None, parts)]) + "."
    rests_on = base if series.base else phrases.number(complete[-2][series.value]) if len(complete) > 1 else None
    is_change = parts and parts[0] and not parts[0].startswith(phrases.UNCHANGED)
    if is_change and rests_on is not None and rests_on < context.small:
        text += " The numbers are small, so that a change may be chance."
    if base is not None:
        facts.append(phrases.fact(series.base, last[series.base], answer.unit(series.base)))
    return Draft(id_, text, tuple(facts))


def students(answer: Answer, context: Context) -> Iterator[Draft]:
    """State how many students went, with change and rank."""
    series = _Series(
        "students",
        "{value} students went to {region} in {period}",
        to_date="{value} students have gone to {region} in {period} to date, an incomplete year.",
    )
    return trend(answer, context, series, "students.trend")


def demand(answer: Answer, context: Context) -> Iterator[Draft]:
    """State which share of the applicants has a place."""
    base_is_known = all(phrases.number(record["applicants"]) is not None for record in answer.records()[-2:])
    says = "{value} of the {base} applicants for {region} in {period} have a place"
    series = _Series(
        "rate",
        says if base_is_known else "{value} of the applicants for {region} in {period} have a place",
        base="applicants" if base_is_known else "",
    )
    return trend(answer, context, series, "students.demand")


def hosts(answer: Answer, context: Context) -> Iterator[Draft]:
    """State where most students went. A host that is not in the answer has fewer students than any that is."""
    records = answer.records()
    best = phrases.top(records, "place", "students")
    if len(best) < 2:
        return
    named = phrases.listed([f"{place} ({count:,.0f})" for place, count in best])
    text = f"{named} received the most students {context.when}."
    if len(best) == len(records):
        # "the most" of all that there are says nothing
        text = f"{named} each received {context.threshold} or more students {context.when}, and no other place did."
    facts = tuple(Fact(place, count, f"{count:,.0f}") for place, count in best)
    yield Draft("students.hosts", text, facts)


def types(answer: Answer, context: Context) -> Iterator[Draft]:
    """State what most placements of the last complete year were for."""
    complete, _ = phrases.periods(answer.records(), "share")
    last = max((phrases.name(record["academic_year"]) for record in complete), default="")
    records = [record for record in complete if record["academic_year"] == last]
    best = phrases.top(records, "type", "share", most=1)
    if not best or len(records) < 2:
        return
    kind, share = best[0]
    printed = format.value(share, "share")
    text = f"{kind} is the most frequent type of placement in {last}, with {printed} of all placements there."
    yield Draft("students.types", text, (Fact("type", kind, kind), Fact("share", share, printed)))


def access(answer: Answer, context: Context) -> Iterator[Draft]:
    """Name groups that went clearly less or more often than their attribute's largest; skip wide intervals."""
    records = answer.records()
    largest = {str(record["attribute"]): record["students"] for record in records if record["is_reference"]}
    compared = [
        (phrases.name(record["label"]), low, high, _rounding(record, largest, context.rounding))
        for record in records
        if (low := phrases.number(record["low"])) is not None and (high := phrases.number(record["high"])) is not None
    ]
    if not compared or not all(name for name, *_ in compared):
        return
    less = [name for name, _, high, slack in compared if high * slack < 1]
    more = [name for name, low, _, slack in compared if low > slack]
    groups = phrases.counted(len(compared), "group that can", "groups that can")
    text = f"Of {groups} be compared with the largest of the same attribute, "
    counts = [f"{len(names)} went {change} often" for names, change in ((less, "less"), (more, "more")) if names]
    text += f"{' and '.join(counts) or 'none went less or more often'} by more than chance and rounding would explain "
    text += "(95% intervals)"
    # groups are named as the table below names them, "First generation: yes", which no sentence can take up
    named = [f"{change} often {'; '.join(names)}" for names, change in ((less, "less"), (more, "more")) if names]
    text += f": {', and '.join(named) if len(named) > 1 else '; '.join(less or more)}." if named else "."
    facts = [Fact("groups", len(compared), f"{len(compared):,}"), *(Fact(name, name, name) for name in (*less, *more))]
    yield Draft("students.access", text, tuple(facts))


def _rounding(record: phrases.Record, largest: phrases.Record, rounding: int) -> float:
    """Return the factor by which a ratio of two groups' rates may be off because their counts are rounded."""
    counts = (phrases.number(record["students"]), phrases.number(largest.get(str(record["attribute"]))))
    most = rounding // 2  # by so many people is a published count off
    factor = 1.0
    for count in counts:
        factor *= count / (count - most) if count and count > most else math.inf
    return factor


def funnel(answer: Answer, context: Context) -> Iterator[Draft]:
    """State how far people come in leadership programs that involve the region."""
    records = answer.records()
    if len(records) != 1:
        return
    row = records[0]
    applied, enrolled, rate = (phrases.number(row[name]) for name in ("applied", "enrolled", "completion_rate"))
    if not applied or not enrolled:
        return
    subject = f"leadership programs given in {context.region} {context.when}"
    text = f"Of {phrases.counted(applied, 'person who', 'people who')} applied to {subject}, {enrolled:,.0f} began one"
    facts = [phrases.fact(name, row[name], "people") for name in ("applied", "enrolled")]
    if rate is not None and row["ended"] is not HIDDEN:
        facts.append(phrases.fact("completion_rate", row["completion_rate"], "share"))
        text += f"; {facts[-1].printed} of those whose program has finished completed it"
    yield Draft("leadership.funnel", f"{text}.", tuple(facts))


def practice(answer: Answer, context: Context) -> Iterator[Draft]:
    """State how many of those who began a program have ever been abroad."""
    records = answer.records()
    if len(records) != 1:
        return
    row = records[0]
    enrolled, abroad = phrases.number(row["enrolled"]), phrases.number(row["abroad"])
    if not enrolled or abroad is None or not abroad:
        return
    began = f"began a program given in {context.region} {context.when}"
    text = f"Of the {enrolled:,.0f} people who {began}, {abroad:,.0f} have been abroad with us, before or after it"
    facts = [phrases.fact(name, row[name], "people") for name in ("enrolled", "abroad")]
    if phrases.number(row["abroad_share"]) is not None:
        facts.append(phrases.fact("abroad_share", row["abroad_share"], "share"))
        text += f" ({facts[-1].printed})"
    yield Draft("leadership.practice", f"{text}.", tuple(facts))
