"""Sentences about agreements: what is in force, what ends, what is overdue."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from engagement.brief import phrases
from engagement.brief.answer import Answer
from engagement.brief.cells import Fact
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
    if not agreements:
        none = (phrases.fact("agreements", last["agreements"], "agreements"),)
        yield Draft("partnerships.active", f"No agreement is in force in {context.region} on {format.day(day)}.", none)
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
        text += f", {abs(more):,.0f} {'more' if more > 0 else 'fewer'} than" if more else ", the same number as"
        text += " a year before"
        facts.append(phrases.fact("a year before", then, "agreements"))
    yield Draft("partnerships.active", f"{text}.", tuple(facts))


def renewals(answer: Answer, context: Context) -> Iterator[Draft]:
    """State how many agreements have to be decided, and how many of them before the committee meets."""
    records = answer.records()
    days = [day for record in records if isinstance(day := record["end_date"], date)]
    by_notice = sum(1 for record in records if record["ends"] == "by notice")
    if not days:
        return
    summit = context.summit_date
    facts = [Fact("ending", len(days), f"{len(days):,}")]
    if summit is None:
        text = f"{phrases.counted(len(days), 'agreement ends', 'agreements end')} within a year of the as-of date"
    else:
        before = sum(day < summit for day in days)
        end = phrases.counted(before, "agreement ends", "agreements end") if before else "No agreement ends"
        text = f"{end} before {context.summit} on {format.day(summit)}"
        facts.append(Fact("before", before, f"{before:,}"))
        due = context.brief_due
        if due is not None and before:
            early = sum(day < due for day in days)
            text += f", {early:,} of them before this brief is due on {format.day(due)}" if early else ""
            facts.append(Fact("before the brief is due", early, f"{early:,}"))
        rest = len(days) - before
        text += f"; {rest:,} more {'ends' if rest == 1 else 'end'} within a year after it" if rest else ""
    text += ". No signed renewal is on record"
    if by_notice:
        renew = "agreement renews itself" if by_notice == 1 else "agreements renew themselves"
        text += f". {by_notice:,} more {renew} unless notice is given, although nobody uses "
        text += (
            f"{'it' if by_notice == 1 else 'them'} or the last review said to let {'it' if by_notice == 1 else 'them'} "
        )
        text += "lapse"
        facts.append(Fact("by notice", by_notice, f"{by_notice:,}"))
    yield Draft("renewals", f"{text}.", tuple(facts))


def since(answer: Answer, context: Context) -> Iterator[Draft]:
    """State what was signed, reviewed and ended since the last summit."""
    records = answer.records()
    summit = phrases.name(records[0]["last_summit"]) if records else ""
    if not summit or not isinstance(records[0]["summit_day"], date):
        return
    counts = {topic: sum(record["topic"] == topic for record in records) for topic in ("signed", "reviewed", "ended")}
    words = [
        phrases.counted(counts["signed"], "agreement was signed", "agreements were signed"),
        phrases.counted(counts["reviewed"], "review was held", "reviews were held"),
        f"{phrases.counted(counts['ended'], 'agreement', 'agreements')} ended without a signed renewal",
    ]
    told = [word for word, count in zip(words, counts.values(), strict=True) if count]
    if not told:
        return
    text = f"Since {summit} on {format.day(records[0]['summit_day'])}, {phrases.listed(told)}."
    yield Draft("since", text, tuple(Fact(name, count, f"{count:,}") for name, count in counts.items()))


def since_students(answer: Answer, context: Context) -> Iterator[Draft]:
    """State how many students went before the last summit, and how many now."""
    for record in answer.records():
        then, now = phrases.number(record["students_then"]), phrases.number(record["students"])
        years = [phrases.name(record[name]) for name in ("academic_year", "year_then")]
        if not then or not now or not all(years):
            continue
        more = f"{abs(now - then):,.0f} {'more' if now > then else 'fewer'}"
        compared = "no marked change from" if abs(now - then) < context.margin else f"{more} than"
        text = f"{now:,.0f} students went to {context.region} in {years[0]}, {compared} in "
        text += f"{years[1]}, the last year before that summit ({then:,.0f})."
        facts = (
            phrases.fact("then", record["students_then"], "people"),
            phrases.fact("now", record["students"], "people"),
        )
        yield Draft("since.students", text, facts)


def profile(answer: Answer, context: Context) -> Iterator[Draft]:
    """State what there is with one partner, and how it is used."""
    records = answer.records()
    first: phrases.Record = records[0] if records else {}
    decide_by, since = first.get("decide_by"), first.get("since")
    if not isinstance(decide_by, date):
        return
    begun = f" since {format.day(since)}" if isinstance(since, date) else ""
    text = f"{phrases.counted(len(records), 'agreement', 'agreements')} in force; a partner{begun}. "
    text += f"To be decided first by {format.day(decide_by)}."
    facts = [Fact("agreements", len(records), f"{len(records):,}"), Fact("decide by", decide_by, format.day(decide_by))]
    if "students_out" in first:
        text += f" {_flows(first, context)}"
        facts += [phrases.fact(name, first[name], "people") for name in ("students_out", "students_in")]
    yield Draft(f"profile.{first['partner_key']}", text, tuple(facts))


def _flows(row: phrases.Record, context: Context) -> str:
    """Return how many students went to a partner and came from it, and which share of the places was used."""
    went, came, used = (phrases.number(row[name]) for name in ("students_out", "students_in", "use_out"))
    flows = [f"{went:,.0f} of our students went there" if went else "", f"{came:,.0f} of theirs came" if came else ""]
    told = phrases.listed([words for words in flows if words])
    told = told or f"fewer than {context.threshold} students went, and as few came"
    text = f"In the last three complete years {told}."
    return text if used is None else f"{text} {format.value(used, 'share')} of the places for our students were used."


def places(answer: Answer, context: Context) -> Iterator[Draft]:
    """State which countries or places have the most agreements."""
    records = [record for record in answer.records() if phrases.number(record["active"])]
    best = phrases.top(records, "place", "active")
    if not records:
        return
    named = phrases.listed([f"{place} ({count:,.0f})" for place, count in best])
    if len(best) == len(records):
        text = f"Agreements are in force with partners in {named}."
    elif len(best) < 2:
        text = f"Agreements are in force with partners in {len(records):,} countries and places."
    else:
        text = f"{named} have the most agreements in force, of {len(records):,} countries and places that have any."
    facts = (Fact("places", len(records), f"{len(records):,}"), *(Fact(name, n, f"{n:,.0f}") for name, n in best))
    yield Draft("compared.places", text, facts)


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
    yield Draft("partnerships.overdue", f"{text}.", (Fact("overdue", count, f"{count:,}"),))


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
    yield Draft("partnerships.dormant", text, (Fact("dormant", count, f"{count:,}"),))


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
