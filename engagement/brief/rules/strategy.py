"""Sentences about principles, coverage, working groups, risk and balance."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from engagement.brief import phrases
from engagement.brief.answer import Answer
from engagement.brief.cells import Cell, Fact
from engagement.brief.rules.context import Context, Draft
from engagement.present import format

_MOST_NAMED = 6
_MOST_POPULOUS, _MILLION = 4, 1_000_000
_UNRECORDED = "Not recorded"
_RANKS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")


def faculty(answer: Answer, context: Context) -> Iterator[Draft]:
    """State for principle 4 how many agreements name a faculty lead."""
    records = answer.records()
    if not records:
        return
    last = records[-1]
    led, agreements = (phrases.number(last[name]) for name in ("led", "agreements"))
    if led is None or not agreements:
        return
    text = f"Led by faculty (principle 4): {led:,.0f} of {phrases.counted(agreements, 'agreement', 'agreements')} in "
    text += f"force {'names' if led == 1 else 'name'} a faculty lead ({led / agreements:.1%})."
    facts = (Fact("led", led, f"{led:,.0f}"), Fact("agreements", agreements, f"{agreements:,.0f}"))
    yield Draft("principles.faculty", text, facts)


def reviewed(answer: Answer, context: Context) -> Iterator[Draft]:
    """State for principle 6 how many agreements have been reviewed in time."""
    records = answer.records()
    if not records:
        return
    overdue, agreements = (phrases.number(records[-1][name]) for name in ("overdue", "agreements"))
    if overdue is None or not agreements:
        return
    in_time = agreements - overdue
    text = (
        f"Reviewed regularly (principle 6): for {in_time:,.0f} of {agreements:,.0f} agreements in force no review is "
    )
    text += f"overdue ({in_time / agreements:.1%})."
    facts = (Fact("in time", in_time, f"{in_time:,.0f}"), Fact("agreements", agreements, f"{agreements:,.0f}"))
    yield Draft("principles.reviewed", text, facts)


def compliance(answer: Answer, context: Context) -> Iterator[Draft]:
    """State for principles 2 and 7 how many agreements are cleared or pending, and at elevated or high risk."""
    reviewed = _recorded(answer, "compliance_review")
    total = _sum(reviewed, "agreements")
    if total:
        clear = _sum([row for row in reviewed if row["compliance_review"] in ("Cleared", "Not required")], "agreements")
        long = _sum(reviewed, "pending_long")
        text = (
            f"Within the law (principle 2): {clear:,.0f} of {total:,.0f} agreements in force with a compliance review "
        )
        text += (
            f"on record are cleared or need none; {long:,.0f} {'has' if long == 1 else 'have'} been pending for more "
        )
        text += "than 90 days."
        facts = (("clear", clear), ("reviewed", total), ("pending", long))
        yield Draft("principles.compliance", text, _counts(*facts))
    rated = _recorded(answer, "risk_level")
    total = _sum(rated, "agreements")
    if total:
        high = _sum([record for record in rated if record["risk_level"] in ("Elevated", "High")], "agreements")
        text = f"Safe, not risk-averse (principle 7): {high:,.0f} of {total:,.0f} agreements in force with a level of "
        text += f"risk on record {'stands' if high == 1 else 'stand'} at elevated or high risk."
        yield Draft("principles.risk", text, _counts(("at risk", high), ("rated", total)))


def balance(answer: Answer, context: Context) -> Iterator[Draft]:
    """State for principle 5 how balanced exchange is, in both directions."""
    records = answer.records()
    if len(records) != 1:
        return
    row = records[0]
    out, into = (phrases.number(row[name]) for name in ("students_out", "students_in"))
    if not out or not into:
        return
    text = f"All partners learn (principle 5): on exchanges of a semester or longer {context.when}, {out:,.0f} of our "
    text += f"students went to partners in {context.region}, and {into:,.0f} of theirs came."
    facts = (phrases.fact("out", row["students_out"], "people"), phrases.fact("in", row["students_in"], "people"))
    yield Draft("principles.balance", text, facts)


def challenge(answer: Answer, context: Context) -> Iterator[Draft]:
    """State for principle 8 how many agreements work on a named challenge."""
    records = answer.records()
    total = _sum(records, "agreements")
    named = _sum([record for record in records if record["challenge_area"] != "None named"], "agreements")
    if not total or not named:
        return
    text = f"On the most challenging problems (principle 8): {named:,.0f} of {total:,.0f} agreements in force "
    text += f"{'names' if named == 1 else 'name'} a challenge that they work on ({named / total:.1%})."
    yield Draft(
        "principles.challenge", text, (Fact("named", named, f"{named:,.0f}"), Fact("in force", total, f"{total:,.0f}"))
    )


def coverage(answer: Answer, context: Context) -> Iterator[Draft]:
    """State where there is an agreement, where students go without one, and where there is neither.

    A place with fewer students than are published counts as one without, and the sentence says so.
    """
    records = answer.records()
    if len(records) != 1:
        return
    row = {name: phrases.number(cell) for name, cell in records[0].items()}
    both, alone, students = row["covered"], row["agreement_only"], row["placement_only"]
    neither, every = row["neither"], row["countries"]
    if both is None or alone is None or students is None or neither is None or not every:
        return
    enough = f"{context.threshold} or more students {context.when}"
    parts = (
        (both, f"an agreement in force and {enough}"),
        (alone, f"an agreement in force but not {enough}"),
        (students, f"{enough} but no agreement in force"),
        (neither, "neither"),
    )
    phrases_ = [f"{count:,.0f} {'has' if count == 1 else 'have'} {predicate}" for count, predicate in parts if count]
    text = f"Of the {phrases.counted(every, 'country or place', 'countries and places')} of {context.region}, "
    text += f"{phrases.listed(phrases_)}."
    if both == every:
        text = f"Every country and place of {context.region} has an agreement in force and {enough}."
    elif neither == every:
        text = f"No country or place of {context.region} has an agreement in force or {enough}."
    facts = tuple(phrases.fact(name, records[0][name], "countries") for name in ("covered", "neither", "countries"))
    yield Draft("white_space.coverage", text, facts)


def white_space(answer: Answer, context: Context) -> Iterator[Draft]:
    """Name the places without an agreement that most students went to, or applied for."""
    named = [(name, record) for record in answer.records() if (name := phrases.name(record["place"]))]
    ranked = [(name, record) for name, record in named if _asked(record)]
    if not ranked:
        yield from _populous(named, context)
        return
    listed = [f"{name} ({_asked(record)})" for name, record in ranked[:_MOST_NAMED]]
    listed += [f"{len(ranked) - _MOST_NAMED:,} more"] if len(ranked) > _MOST_NAMED else []
    text = f"No agreement is in force with {phrases.listed(listed)}, counted over the last five complete years."
    yield Draft("white_space.ranked", text, tuple(Fact(name, name, name) for name, _ in ranked))


def _populous(named: Sequence[tuple[str, phrases.Record]], context: Context) -> Iterator[Draft]:
    """Name the most populous places without an agreement, where nobody is known to go or apply."""
    listed = [
        f"{name} ({people / _MILLION:,.0f} million)"
        for name, record in named[:_MOST_POPULOUS]
        if (people := phrases.number(record["inhabitants"])) is not None and people >= _MILLION
    ]
    if not listed:
        return
    text = f"No country or place without an agreement had {context.threshold} or more students or applicants in the "
    text += f"last five complete years; the most populous without one are {phrases.listed(listed)}."
    yield Draft("white_space.populous", text, tuple(Fact(name, name, name) for name, _ in named[: len(listed)]))


def _asked(record: phrases.Record) -> str:
    students, applicants = phrases.number(record["students"]), phrases.number(record["applicants"])
    return f"{students:,.0f} students" if students else f"{applicants:,.0f} applicants" if applicants else ""


def compared(answer: Answer, context: Context) -> Iterator[Draft]:
    """State the region's share of students, its rank, its trend and its target among the regions."""
    ranked = [record for record in answer.records() if phrases.number(record["rank"])]
    records = [record for record in ranked if phrases.number(record["students"])]
    own = next((record for record in records if record["region"] == context.name), None)
    if own is None or len(records) < 2:
        return
    share, rank = phrases.number(own["share"]), phrases.number(own["rank"])
    students = phrases.number(own["students"])
    year = phrases.name(own["academic_year"])
    if share is None or not rank or students is None or not year:
        return
    place = _RANKS[int(rank) - 1] if rank <= len(_RANKS) else f"in place {rank:.0f}"
    shared = sum(record["rank"] == own["rank"] for record in records) > 1
    text = f"{context.region[:1].upper()}{context.region[1:]} is {'tied ' if shared else ''}{place} of {len(records)} "
    text += f"regions by students in {year}, with {format.value(share, 'share')} of all students abroad"
    facts = [phrases.fact("share", own["share"], "share"), Fact("rank", rank, f"{rank:.0f}")]
    then = phrases.number(own["students_then"])
    if then is not None and abs(students - then) >= context.margin:
        more = f"{abs(students - then):,.0f} {'more' if students > then else 'fewer'}"
        text += f", and {more} students than three years before"
        facts.append(phrases.fact("three years before", own["students_then"], "people"))
    target, gap = phrases.number(own["target"]), phrases.number(own["gap"])
    if target is not None and gap is not None:
        side = "above" if gap > 0 else "below"
        text += f"; {f'{abs(gap):,.0f} {side}' if gap else 'exactly on'} its target of {target:,.0f}"
        facts.append(Fact("target", target, f"{target:,.0f}"))
    yield Draft("compared.rank", f"{text}.", tuple(facts))


def group(answer: Answer, context: Context) -> Iterator[Draft]:
    """State what the working group is responsible for, and with how many people."""
    for record in answer.records():
        agreements, load = phrases.number(record["agreements"]), phrases.number(record["load_per_fte"])
        capacity = phrases.number(record["capacity_fte"])
        name = phrases.name(record["working_group"])
        if agreements is None or not name:
            continue
        text = f"The {name} looks after {phrases.counted(agreements, 'agreement', 'agreements')} in force"
        facts = [phrases.fact("agreements", record["agreements"], "agreements")]
        if capacity is not None and load is not None:
            people = f"{capacity:g} full-time equivalent{'' if capacity == 1 else 's'}"
            text += f" with {people}, that is {load:,.0f} agreements, reviews and summits for every full-time position"
            facts.append(Fact("load", load, f"{load:,.0f}"))
        yield Draft(f"working_group.{name}", f"{text}.", tuple(facts))


def _sum(records: Sequence[phrases.Record], name: str) -> float:
    return sum(phrases.number(record[name]) or 0 for record in records)


def _recorded(answer: Answer, name: str) -> list[dict[str, Cell]]:
    return [record for record in answer.records() if record[name] not in (_UNRECORDED, None)]


def _counts(*pairs: tuple[str, float]) -> tuple[Fact, ...]:
    return tuple(Fact(name, count, f"{count:,.0f}") for name, count in pairs)
