"""What is said below an answer: one line at a glance, and about it all that it leaves out, marks and hides."""

from __future__ import annotations

from collections.abc import Iterator

from engagement.charts.model.drawing import Drawing
from engagement.charts.screen.worldmap import off_the_map
from engagement.present import format
from engagement.result import TOO_FEW, Result
from engagement.ui.components import tables
from engagement.ui.shell import clicks


def line(result: Result, drawn: Drawing | None = None) -> str:
    """Return the one line: its day, whether it is rounded, what is not complete, delivered, shown or on the map."""
    return " · ".join(_line(result, drawn))


def _line(result: Result, drawn: Drawing | None) -> Iterator[str]:
    yield f"As of {format.day(result.provenance.as_of)}"
    is_table = drawn is None or drawn.kind == "table"
    if is_table and result.table.num_rows > tables.ROWS_SHOWN:
        yield f"{result.table.num_rows:,} rows"
    if any(column.is_count for column in result.query.columns.values()):
        yield "people rounded"
    if drawn is not None:
        yield from filter(None, (drawn.running_words, drawn.undelivered_words))
        if names := off_the_map(drawn):
            yield f"Not on the map: {', '.join(names)}"
    if drawn is not None and drawn.hidden_count:
        yield f"{TOO_FEW}: {drawn.too_few_words}"
    elif result.hidden_note and is_table:
        yield f"Gaps: fewer than {result.threshold} people, perhaps none"


def about(result: Result, drawn: Drawing | None = None) -> list[str]:
    """Return the rest, a sentence each: denominator, what is left out, why bars are long, marks, what a click does."""
    query = result.query
    denominator = query.metric.denominator if query.metric else ""
    sentences = [
        f"Denominator: {denominator}." if denominator else "",
        f"Left out: {'; '.join(query.excludes)}." if query.excludes else "",
        result.hidden_note,
    ]
    if drawn is not None:
        marked = " · ".join(f"{event.label}, {format.day(event.date)}" for event in drawn.events)
        hint = clicks.note(query, drawn)
        sentences += [
            f"{drawn.over_the_whole_words}." if drawn.is_over_the_whole else "",
            f"Marked: {marked}." if marked else "",
            f"{hint}." if hint else "",
        ]
    return [sentence for sentence in sentences if sentence]
