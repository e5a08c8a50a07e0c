"""How things stand, in three short sentences: students, reviews, the next summit. From released values alone."""

from __future__ import annotations

from engagement.present import format
from engagement.present.periods import compared, periods
from engagement.present.reading import reading
from engagement.result import Result


def standing(students: Result, overdue: Result, summits: Result, *, year: str = "") -> str:
    """Compose what a reader should know first.

    Args:
        students: the answer of "cards/students_abroad".
        overdue: the answer of "cards/reviews_overdue".
        summits: the answer of "strategy/summits", the next one first.
        year: the academic year to tell of, where it is not the latest complete one.

    Returns:
        "2025/2026: 1,520 students abroad, up 8.2%, 255 below target (1,775). 64 reviews are overdue. ..."; a sentence
        of which nothing is known is left out.
    """
    sentences = (_students(students, year), _overdue(overdue), _next_summit(summits))
    return " ".join(filter(None, sentences))


def _students(result: Result, year: str) -> str:
    card = result.query.card
    complete = [period for period in periods(result, card, year) if period.is_complete] if card else []
    if not complete:
        return ""
    latest, pair = complete[-1], compared(complete)
    if latest.is_hidden:
        return f"{latest.name}: fewer than {result.threshold} students abroad, perhaps none."
    if latest.value is None:
        return f"{latest.name}: no students abroad recorded."
    noun = "student" if latest.value == 1 else "students"
    parts = [f"{format.value(latest.value, 'people')} {noun} abroad"]
    if pair is not None and pair[0].value:
        share = (float(latest.value) - float(pair[0].value)) / float(pair[0].value)
        printed = format.value(abs(share), "share")
        parts.append("unchanged" if printed == "0.0%" else f"{'up' if share > 0 else 'down'} {printed}")
    if latest.target is not None:
        parts.append(reading(result, year=year).target)
    return f"{latest.name}: {', '.join(parts)}."


def _overdue(result: Result) -> str:
    card = result.query.card
    days = periods(result, card) if card else []
    if not days or days[-1].value is None:
        return ""
    count = int(days[-1].value)
    if not count:
        return "No review is overdue."
    return f"{count:,} {'review is' if count == 1 else 'reviews are'} overdue."


def _next_summit(result: Result) -> str:
    row = next((row for row in result.table.to_pylist() if row["days_left"] is not None), None)
    return f"Next summit: {row['summit']}, {format.day(row['date'])}." if row else ""
