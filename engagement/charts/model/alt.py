"""What a chart shows, in words, for those who do not see it: from the released values alone."""

from __future__ import annotations

from engagement.charts.model.drawing import Drawing, Series, Span
from engagement.present import format
from engagement.result import TOO_FEW

_KINDS = {
    "line": "Line chart",
    "bar": "Bar chart",
    "stacked_bar": "Stacked bar chart",
    "map": "World map",
    "timeline": "Timeline",
    "funnel": "Funnel",
    "heatmap": "Heat map",
    "dot": "Dot chart",
    "table": "Table",
}
_NAMED_SERIES = 6


def alt_text(drawing: Drawing) -> str:
    """Describe a drawing: what is drawn, its range, highest and lowest, how many values are small."""
    sentences = [f"{_KINDS[drawing.kind]}: {drawing.title.rstrip('.')}"]
    if drawing.kind == "timeline":
        sentences += _timeline(drawing)
    elif drawing.kind != "table":
        sentences += _extent(drawing) + _extremes(drawing)
    if drawing.hidden_count:
        count = drawing.hidden_count
        sentences.append(
            f"1 value has {TOO_FEW} people to show" if count == 1 else f"{count:,} values have {TOO_FEW} people to show"
        )
    if drawing.undelivered:
        sentences.append(drawing.undelivered_words)
    if drawing.events:
        sentences.append("Marked: " + "; ".join(f"{event.label}, {format.day(event.date)}" for event in drawing.events))
    return ". ".join(sentences) + "."


def _extent(drawing: Drawing) -> list[str]:
    count = len(drawing.positions)
    if not count:
        return ["Nothing to show"]
    what = f"{drawing.measure.title} by {drawing.position_title.lower()}"
    if drawing.is_time:
        where = f"{drawing.labels[0]} to {drawing.labels[-1]}" if count > 1 else drawing.labels[0]
        where += f"; {drawing.running_words}" if drawing.running else ""
    else:
        where = f"{count:,} {'places' if drawing.kind == 'map' else 'categories' if count > 1 else 'category'}"
    sentences = [f"{what}, {where}"]
    if len(drawing.series) > 1 and drawing.kind != "map":
        names = [series.name for series in drawing.series]
        more = f" and {len(names) - _NAMED_SERIES} more" if len(names) > _NAMED_SERIES else ""
        sentences.append(f"{len(names)} series: {'; '.join(names[:_NAMED_SERIES])}{more}")
    return sentences


def _extremes(drawing: Drawing) -> list[str]:
    """Return the highest and lowest among the values shown; a running period is no fair lowest."""
    points = [
        (value, series, index)
        for series in (drawing.series[:1] if drawing.kind == "map" else drawing.series)
        for index, value in enumerate(series.values)
        if value is not None
    ]
    if not points:
        return ["No value is shown"]
    over = [point for point in points if point[2] not in drawing.running] or points
    highest, lowest = max(points, key=lambda point: point[0]), min(over, key=lambda point: point[0])
    if highest[0] == lowest[0]:
        return (
            [f"Every value shown is {format.with_unit(highest[0], highest[1].unit)}"]
            if len(points) > 1
            else [f"{_named(drawing, highest[1], highest[2])}: {format.with_unit(highest[0], highest[1].unit)}"]
        )
    return [
        f"{word}: {_named(drawing, series, index)}, {format.with_unit(value, series.unit)}"
        + (" so far" if index in drawing.running else "")
        for word, (value, series, index) in (("Highest", highest), ("Lowest shown", lowest))
    ]


def _named(drawing: Drawing, series: Series, index: int) -> str:
    label = drawing.labels[index]
    return f"{series.name}, {label}" if len(drawing.series) > 1 and drawing.kind != "map" else label


def _timeline(drawing: Drawing) -> list[str]:
    spans = drawing.spans
    if not spans:
        return ["Nothing to show"]
    first, last = (end(spans, key=lambda span: span.end) for end in (min, max))
    sentences = [f"{len(spans):,} item{'s' if len(spans) > 1 else ''} by {drawing.measure.title}"]
    lanes = {span.lane for span in spans if span.lane}
    if len(lanes) > 1:
        sentences[0] += f", in {len(lanes)} groups"
    if len(spans) == 1:
        return [*sentences, f"{first.label or 'It'}: {format.day(first.end)}"]
    return [*sentences, *(f"{word}: {_item(span)}" for word, span in (("First", first), ("Last", last)))]


def _item(span: Span) -> str:
    return ", ".join(part for part in (span.label, format.day(span.end)) if part)
