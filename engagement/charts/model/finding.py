"""What a drawing shows, in a few words for its title, where one thing stands out: from released values alone."""

from __future__ import annotations

from dataclasses import dataclass

from engagement.charts.model.drawing import NO_REGIONS, NOT_STATED, Drawing
from engagement.present import format
from engagement.present.reading import difference

_FEWEST = 3
"""Of two bars everybody sees which is longer."""

_SHORT = 2
"""Words of a title that is said after a number."""

_CUTS = (*NO_REGIONS, NOT_STATED)


@dataclass(frozen=True)
class Finding:
    """The words, and the number of the series that they are about where there are several."""

    words: str
    series: int | None = None


def finding(drawing: Drawing) -> Finding | None:
    """Say what stands out; None where nothing does for certain.

    Over periods, the complete ones are compared. What is hidden or missing is taken for whatever would contradict.
    """
    if drawing.kind in ("line", "bar") and drawing.is_time and not drawing.is_horizontal:
        return _moved_most(drawing) if len(drawing.series) > 1 else _last(drawing)
    if drawing.kind == "map" or (drawing.kind == "bar" and len(drawing.series) == 1 and not drawing.is_time):
        return _highest(drawing)
    return None


def _last_two(drawing: Drawing) -> tuple[int, int] | None:
    """Return the last two complete periods that lie side by side, earlier first."""
    complete = [index for index in range(len(drawing.positions)) if index not in drawing.running]
    if len(complete) < 2 or complete[-1] - complete[-2] != 1 or set(complete[-2:]) & drawing.undelivered:
        return None
    return complete[-2], complete[-1]


def _moved_most(drawing: Drawing) -> Finding | None:
    pair = _last_two(drawing)
    units = {series.unit for series in drawing.series}
    if pair is None or not units <= format.COUNTS or len(units) > 1:
        return None
    before, now = pair
    changes: list[tuple[float, int]] = []
    unknown = 0.0
    for number, series in enumerate(drawing.series):
        earlier, later = series.values[before], series.values[now]
        if earlier is not None and later is not None:
            changes.append((later - earlier, number))
        else:
            unknown = max(unknown, earlier or later or 0.0, float(drawing.threshold))
    known = [change for change in changes if drawing.series[change[1]].name not in _CUTS]
    if not known:
        return None
    rose = max(change for change, _ in known) > 0
    sign = 1 if rose else -1
    ranked = sorted(((sign * change, number) for change, number in known), reverse=True)
    most, number = ranked[0]
    is_certain = len(ranked) > 1 and most > ranked[1][0] and (most > unknown or len(known) == len(drawing.series))
    if most <= 0 or not is_certain:
        return None
    series = drawing.series[number]
    amount = _counted(drawing, most)
    verb, mark = ("grew", "+") if rose else ("fell", "-")
    return Finding(f"{series.name} {verb} most in {drawing.labels[now]}: {mark}{amount}", number)


def _last(drawing: Drawing) -> Finding | None:
    series = drawing.series[0] if drawing.series else None
    pair = _last_two(drawing)
    if series is None or pair is None:
        return None
    earlier, later = (series.values[index] for index in pair)
    if earlier is None or later is None:
        return None
    before, now = (drawing.labels[index] for index in pair)
    change, _ = difference(later, earlier, drawing.measure)
    value = _counted(drawing, later)
    return Finding(f"{value} {'on' if drawing.is_dated else 'in'} {now}, {change} from {before}")


def _highest(drawing: Drawing) -> Finding | None:
    series = drawing.series[0] if drawing.series else None
    if series is None or series.unit not in format.COUNTS | {"share"}:
        return None
    ranked = sorted(
        ((value, index) for index, value in enumerate(series.values) if value is not None and value > 0), reverse=True
    )
    if len(ranked) < _FEWEST or ranked[0][0] == ranked[1][0] or drawing.labels[ranked[0][1]] in _CUTS:
        return None
    value, index = ranked[0]
    superlative = "is highest" if series.unit == "share" else "has the most"
    return Finding(f"{drawing.labels[index]} {superlative}: {_counted(drawing, value)}")


def _counted(drawing: Drawing, value: float) -> str:
    """Return a value with what it counts, by the measure's short title where there is one: "45 students"."""
    measure = drawing.measure
    if measure.unit in format.COUNTS and measure.title and len(measure.title.split()) <= _SHORT and value != 1:
        return f"{format.value(value, measure.unit)} {measure.title[0].lower()}{measure.title[1:]}"
    return format.with_unit(value, measure.unit)
