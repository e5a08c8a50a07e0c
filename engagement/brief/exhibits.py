"""An answer as an exhibit: what of it is drawn, what is printed, and what is said of hidden values among that."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from engagement.brief.answer import Answer
from engagement.brief.cells import HIDDEN
from engagement.brief.drawn import alt_of
from engagement.brief.model import Exhibit, Mark
from engagement.brief.plan import Ask
from engagement.query import ChartSpec
from engagement.result import Result, too_few_note


def exhibit(
    ask: Ask, result: Result, answer: Answer, *, title: str, marks: tuple[Mark, ...], as_of: date, threshold: int
) -> Exhibit | None:
    """Return the answer as a chart or table; None where there is nothing to show, or nothing but zeros.

    Args:
        ask: the question and how its answer is shown.
        result: what was answered.
        answer: its rows, frozen; those of the region alone where `ask` says so.
        title: over the exhibit.
        marks: dated events, for charts that show them.
        as_of: the brief's day.
        threshold: the smallest count that may be shown, in people.
    """
    chart = result.query.chart if ask.chart else None
    if chart is not None and chart.kind == "table":
        chart = None
    rows = [row for row in answer.rows if not set(ask.unrecorded).intersection(row)]
    if not (chart or ask.table) or not rows or _is_blank(answer, chart.y if chart else ()):
        return None
    has_table, printed = ask.table, ask.printed
    if chart is not None and _is_one_point(chart, answer):
        # a line of one point shows nothing: its numbers stand in a table instead
        has_table, printed, chart = True, (chart.x, *chart.y), None
    printed = _known(printed, answer)
    drawn = Exhibit(
        id=ask.key,
        title=title,
        chart=chart,
        columns=answer.columns,
        rows=answer.rows,
        note=_hidden(result, answer, chart, printed if has_table else (), threshold),
        evidence=answer.evidence,
        marks=marks if chart is not None and chart.events else (),
        has_table=has_table,
        printed=printed,
        most=ask.most,
        lists_delivered_years=result.query.lists_delivered_years,
    )
    return replace(drawn, alt=alt_of(drawn, as_of=as_of, threshold=threshold))


def _known(printed: tuple[str, ...], answer: Answer) -> tuple[str, ...]:
    """Return the columns of a printed table without those in which nothing is recorded anywhere."""
    records = answer.records()
    blank = {name for name in records[0] if all(record[name] is None for record in records)}
    return tuple(names for names in printed if not blank.issuperset(names.split("+")))


def _is_blank(answer: Answer, measures: tuple[str, ...]) -> bool:
    """Return whether no measure has a value that is drawn, or every one is zero."""
    if not measures:
        return False
    return all(record[name] in (None, 0, HIDDEN) for record in answer.records() for name in measures)


def _is_one_point(chart: ChartSpec, answer: Answer) -> bool:
    return chart.kind == "line" and not chart.series and len({record[chart.x] for record in answer.records()}) == 1


def _hidden(result: Result, answer: Answer, chart: ChartSpec | None, printed: tuple[str, ...], threshold: int) -> str:
    """Return the note about hidden values, counted over the columns that a reader sees here."""
    used = {*printed, *((*chart.y, chart.low, chart.high) if chart else ())} or set(answer.records()[0])
    rows = sum(any(cell is HIDDEN for name, cell in record.items() if name in used) for record in answer.records())
    return too_few_note(rows, len(answer.rows), threshold)
