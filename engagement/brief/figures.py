"""A card's query as a key figure of the brief: the same reading as on the pages."""

from __future__ import annotations

import math

from engagement.brief.model import Figure
from engagement.present.reading import reading
from engagement.result import Result

_NO_DATA = "no data"


def figure(result: Result, number: int) -> Figure | None:
    """Read a card; None where nothing was delivered for it."""
    card = result.query.card
    said = reading(result)
    if card is None or said.value == _NO_DATA:
        return None
    latest = said.trend[-1] if said.trend else math.nan
    target = next((note for note in said.notes if note.startswith("Target")), "")
    others = [note for note in said.notes if not note.startswith("Target")]
    change = " ".join(part for part in (said.change, said.compared_with) if part)
    return Figure(
        id=result.query.id,
        title=said.title,
        value=None if math.isnan(latest) else latest,
        unit=result.query.columns[card.value].unit,
        printed=said.value,
        when=said.unit,
        change=change,
        target=target,
        note="; ".join(others),
        evidence=number,
    )
