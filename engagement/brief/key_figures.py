"""A card's query as a key figure of the brief: the same reading as on the pages."""

from __future__ import annotations

import math

from engagement.brief.model import KeyFigure
from engagement.present.reading import reading
from engagement.result import Result

_NO_DATA = "no data"
_WITHOUT_HISTORY = frozenset({"cards/reviews_overdue"})
"""Figures whose past the exports do not hold: a review that was overdue a year ago may have been held since."""


def key_figure(result: Result, number: int) -> KeyFigure | None:
    """Read a card; None where nothing was delivered for it."""
    card = result.query.card
    read_card = reading(result)
    if card is None or read_card.value == _NO_DATA:
        return None
    latest = read_card.trend[-1] if read_card.trend else math.nan
    change = " ".join(part for part in (read_card.change, read_card.compared_with) if part)
    return KeyFigure(
        id=result.query.id,
        title=read_card.title,
        value=None if math.isnan(latest) else latest,
        unit=result.query.columns[card.value].unit,
        printed=read_card.value,
        when=read_card.unit,
        change="" if result.query.id in _WITHOUT_HISTORY else change,
        target=read_card.target,
        note="; ".join(read_card.notes),
        evidence=number,
    )
