"""Decisions drafted for a committee: what to renew, revise, let lapse or start, by whom and until when."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from engagement.brief import phrases
from engagement.brief.answer import Answer
from engagement.brief.cells import Fact
from engagement.brief.rules.context import Context
from engagement.brief.statement import DECISION_FIELDS, Decision
from engagement.present import format

MOST = 5
"""A committee takes no more in one meeting."""

_MOST_NAMED, _MOST_OWNERS, _MOST_TALKS = 5, 3, 3

_ASKED: tuple[tuple[str, str, str], ...] = (
    ("renew", "Renew {agreements} for a full term", "renew for a short term, or let lapse"),
    ("renew short", "Renew {agreements} for a short term, with a review before it ends", "renew in full, or let lapse"),
    ("revise", "Revise {agreements} before {they_are} renewed", "renew unchanged for a short term, or let lapse"),
    ("let lapse", "Let {agreements} lapse", "renew for a short term under a named lead"),
)
"""Proposals of the query: what is asked, and what else could be decided."""


def draft(renewals: Answer | None, white_space: Answer | None, context: Context) -> tuple[Decision, ...]:
    """Draft up to five decisions, those that are due first in front.

    Args:
        renewals: rows of brief/renewals; None where no agreements were delivered.
        white_space: rows of brief/white_space; None where nothing is known of students.
        context: of the brief.
    """
    try:
        found = [*_of_renewals(renewals, context), *_talks(white_space, context)]
    except KeyError:
        # an institution's own version of the query has other columns: its table stands, and nothing is asked for
        return ()
    kept = found[:MOST]
    return tuple(decision for _, decision in sorted(kept, key=lambda pair: pair[0]))


def _of_renewals(answer: Answer | None, context: Context) -> Iterator[tuple[date, Decision]]:
    records = answer.records() if answer else []
    for proposal, asked, options in _ASKED:
        rows = [record for record in records if record["proposal"] == proposal]
        if answer and rows:
            yield _decision(proposal, asked, options, rows, answer, context)
    alone = [record for record in records if record["has_lead"] is False and record["proposal"] != "let lapse"]
    if answer and alone:
        asked, options = "Name a faculty lead for {agreements}", "leave {them} to the unit"
        first, decision = _decision("owner", asked, options, alone, answer, context)
        yield first, decision


def _decision(
    id_: str, asked: str, options: str, rows: Sequence[phrases.Record], answer: Answer, context: Context
) -> tuple[date, Decision]:
    count = len(rows)
    days = sorted(day for row in rows if isinstance(day := row["decide_by"], date))
    first = days[0] if days else date.max
    words = {
        "agreements": phrases.counted(count, "agreement", "agreements"),
        "them": "it" if count == 1 else "them",
        "they_are": "it is" if count == 1 else "they are",
    }
    what, by = asked.format(**words), _by(days, context)
    names = [_named(row) for row in rows]
    decision = Decision(
        id=f"decisions.{id_.replace(' ', '_')}",
        what=what,
        agreements="; ".join(names[:_MOST_NAMED] + _more(len(names) - _MOST_NAMED)),
        why=_why(rows),
        otherwise=_otherwise(rows),
        owner=_owners(rows),
        by=by,
        cost=_cost(rows),
        options=options.format(**words),
        evidence=(answer.evidence,),
        facts=(Fact("agreements", count, f"{count:,}"), Fact("by when", first, by)),
    )
    return first, _as_drafted(decision)


def _talks(answer: Answer | None, context: Context) -> Iterator[tuple[date, Decision]]:
    """Ask for talks where students go without an agreement."""
    rows = answer.records() if answer else []
    known = [row for row in rows if phrases.number(row["students"]) or phrases.number(row["applicants"])]
    names = [name for row in known[:_MOST_TALKS] if (name := phrases.name(row["place"]))]
    if not answer or not names:
        return
    by = format.day(context.summit_date) if context.summit_date else ""
    decision = Decision(
        id="decisions.talks",
        what=f"Start talks with partners in {phrases.listed(names)}",
        why="Students go there or apply, and no agreement is in force.",
        otherwise="Students go on their own, without a partner's services or agreed places.",
        owner="The working group",
        by=by,
        options="wait for another year's applications",
        evidence=(answer.evidence,),
        facts=tuple(Fact(name, name, name) for name in names),
    )
    yield context.summit_date or date.max, _as_drafted(decision)


def _as_drafted(decision: Decision) -> Decision:
    return replace(decision, drafted=tuple(getattr(decision, name) for name in DECISION_FIELDS))


def _named(row: phrases.Record) -> str:
    kind = phrases.name(row["agreement_kind"])
    return f"{phrases.name(row['partner'])} ({', '.join(filter(None, (kind, phrases.name(row['place']))))})"


def _by(days: Sequence[date], context: Context) -> str:
    """Return the first day to decide by, and how many are to be decided before the committee gets the brief."""
    if not days:
        return "Before the next renewal, whose day is not on record"
    first, past = days[0], sum(day < context.as_of for day in days)
    text = format.day(first) if len(days) == 1 else f"{format.day(first)} for the first"
    if past:
        return f"{text}; {past:,} overdue"
    early = sum(day < context.brief_due for day in days) if context.brief_due else 0
    if early:
        return f"{text}; {'' if len(days) == 1 else f'{early:,} of {len(days):,} '}before this brief is due"
    return text


def _why(rows: Sequence[phrases.Record]) -> str:
    """Return the reasons of the rows, the most frequent first."""
    reasons = Counter(reason for row in rows for reason in phrases.name(row["reason"]).split("; ") if reason)
    reviewed = sum(isinstance(row["last_review_date"], date) for row in rows)
    counted = [("nothing is open", reasons.pop("nothing is open", 0)), *reasons.most_common()]
    words = [reason if count == len(rows) else f"{reason} ({count:,})" for reason, count in counted if count]
    words += [f"no review on record ({len(rows) - reviewed:,})"] if reviewed < len(rows) else []
    text = "; ".join(words)
    return f"{text[:1].upper()}{text[1:]}."


def _otherwise(rows: Sequence[phrases.Record]) -> str:
    ends = sorted(day for row in rows if isinstance(day := row["end_date"], date))
    by_notice = len(rows) - len(ends)
    texts = []
    if ends:
        end = "It ends" if len(rows) == 1 else phrases.counted(len(ends), "agreement ends", "agreements end")
        texts.append(f"{end} by {'itself' if len(ends) == 1 else 'themselves, the first'} on {format.day(ends[0])}.")
    if by_notice:
        months = [n for row in rows if row["end_date"] is None and (n := phrases.number(row["notice_months"]))]
        renew = (
            "It renews itself"
            if len(rows) == 1
            else phrases.counted(by_notice, "agreement renews itself", "agreements renew themselves")
        )
        notice = f" (notice: {phrases.listed([f'{n:.0f}' for n in sorted(set(months))])} months)" if months else ""
        texts.append(f"{renew} unless notice is given{notice}.")
    return " ".join(texts)


def _owners(rows: Sequence[phrases.Record]) -> str:
    owners = Counter(phrases.name(row["owner"]) or "The working group" for row in rows)
    if len(owners) == 1:
        return next(iter(owners))
    named = [f"{owner} ({count:,})" for owner, count in owners.most_common(_MOST_OWNERS)]
    return "; ".join(named + _more(len(owners) - _MOST_OWNERS))


def _cost(rows: Sequence[phrases.Record]) -> str:
    """Return the cost a year by currency, and for how many agreements it is recorded."""
    sums: Counter[str] = Counter()
    for row in rows:
        amount = phrases.number(row["annual_cost"])
        if amount is not None and phrases.name(row["currency"]):
            sums[phrases.name(row["currency"])] += round(amount)
    recorded = sum(phrases.number(row["annual_cost"]) is not None for row in rows)
    if not sums:
        return "Not recorded"
    text = phrases.listed([f"{currency} {amount:,}" for currency, amount in sorted(sums.items())])
    return f"{text} a year" + ("" if recorded == len(rows) else f", recorded for {recorded:,} of {len(rows):,}")


def _more(count: int) -> list[str]:
    return [f"{count:,} more"] if count > 0 else []
