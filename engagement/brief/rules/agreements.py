"""Sentences about agreements: what is in force, what ends, what is overdue."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from engagement.brief import phrases
from engagement.brief.answer import Answer
from engagement.brief.model import Fact
from engagement.brief.rules.context import Context, Draft
from engagement.present import format


def active(answer: Answer, context: Context) -> Iterator[Draft]:
    """State how many agreements are in force, with whom, and compared with the year before and the target."""
    records = answer.records()
    if not records:
        return
    last = records[-1]
    agreements, partners = phrases.number(last["agreements"]), phrases.number(last["partners"])
    if agreements is None or partners is None:
        return
    day = last["day"]
    if not isinstance(day, date):
        return
    verb = "is" if agreements == 1 else "are"
    text = f"{phrases.counted(agreements, 'agreement', 'agreements')} with "
    text += (
        f"{phrases.counted(partners, 'partner', 'partners')} in {context.region} {verb} in force on {format.day(day)}"
    )
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
    """State which agreements end before the summit, and how many within a year after it."""
    records = answer.records()
    before = sum(1 for record in records if str(record["ends"]).startswith("before "))
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
        text = f"{end} before {context.summit} on {format.day(context.summit_date)}, and {more} within a year after it"
    text += (
        f"; a signed renewal is on record for {renewed:,} of them" if renewed else "; no signed renewal is on record"
    )
    yield Draft("partnerships.around", f"{text}.", facts, 90)


def overdue(answer: Answer, context: Context) -> Iterator[Draft]:
    """State how many reviews are overdue, and the longest."""
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
    """State what most agreements are for."""
    records = answer.records()
    total = sum(phrases.number(record["active"]) or 0 for record in records)
    best = phrases.top(records, "agreement_kind", "active", most=1)
    if not best or total < 2:
        return
    kind, count = best[0]
    text = f"{kind} is the most frequent type: {count:,.0f} of {total:,.0f} agreements in force ({count / total:.1%})."
    facts = (Fact("type", kind, kind), Fact("agreements", count, f"{count:,.0f}"))
    yield Draft("partnerships.kinds", text, facts)


def dormant(answer: Answer, context: Context) -> Iterator[Draft]:
    """State how many agreements for mobility nobody uses."""
    count = len(answer.records())
    if not count:
        return
    text = f"{phrases.counted(count, 'agreement', 'agreements')} for mobility, in force for three years or more, "
    text += "had no placement either way in the last three complete years."
    yield Draft("partnerships.dormant", text, (Fact("dormant", count, f"{count:,}"),), 65)


def place_use(answer: Answer, context: Context) -> Iterator[Draft]:
    """State how many partners received enough students to be published, and how many more than agreed."""
    agreed = [record for record in answer.records() if phrases.number(record["places_out"])]
    went = [record for record in agreed if phrases.number(record["placements_out"])]
    if len(went) < 2:
        return
    over = sum(_is_above(record, context) for record in went)
    partners = phrases.counted(len(agreed), "partner", "partners")
    text = f"Of {partners} with places agreed for our students, {len(went):,} received {context.threshold} or more in "
    text += f"those places {context.when_complete}"
    text += f"; {over:,} of them received more than agreed." if over else "."
    facts = (("agreed", len(agreed)), ("received", len(went)), ("over", over))
    yield Draft("partnerships.place_use", text, tuple(Fact(name, count, f"{count:,}") for name, count in facts))


def _is_above(record: phrases.Record, context: Context) -> bool:
    """Return whether more went than places were agreed, whatever rounding has added.

    Counts by partner are rounded twice as coarsely as others, and a person's further placements once more (the gate).
    """
    went, places = phrases.number(record["placements_out"]), phrases.number(record["places_out"])
    students = phrases.number(record["students_out"])
    if went is None or places is None or students is None:
        return False
    base = context.margin
    further = max(went - students - (base if base > 1 else 0), 0)
    return max(students - base // 2, context.threshold) + further > places
