"""Positions on a slide: boxes within its content, in English Metric Units."""

from __future__ import annotations

from collections.abc import Sequence

from pptx.util import Inches

from engagement.brief.slides.pages import Page
from engagement.brief.slides.room import fitting, height
from engagement.brief.slides.template import Box

CARDS = Inches(1.75)
"""Height of key figures in a row."""

GAP = Inches(0.3)
"""Between what stands side by side."""


def divided(page: Page, box: Box) -> tuple[Box, Box]:
    """Divide the slide below its key figures between words and exhibits: side by side, or one above the other."""
    box = below(box, CARDS + Inches(0.15)) if page.cards else box
    left, top, across, tall = box
    if not page.columns and not page.has_room:
        return box, box
    if page.is_beside:
        wide = round(across * 0.46)
        return (left, top, wide, tall), (left + wide + GAP, top, across - wide - GAP, tall)
    if not page.bullets:
        return box, box
    size = fitting(page.bullets, across - Inches(0.6), tall * 0.36, (14, 13, 12))
    words = min(round(tall * 0.45), height(page.bullets, across - Inches(0.6), size) + Inches(0.15))
    return (left, top, across, words), below(box, words + Inches(0.1))


def below(box: Box, used: int) -> Box:
    """Return the rest of a box below the used height."""
    left, top, across, tall = box
    return left, top + used, across, tall - used


def columns(box: Box, shares: Sequence[float]) -> list[Box]:
    """Return the box side by side, by shares of its width."""
    left, top, across, tall = box
    room = across - GAP * (len(shares) - 1)
    boxes = []
    for share in shares:
        wide = round(room * share / sum(shares))
        boxes.append((left, top, wide, tall))
        left += wide + GAP
    return boxes


def shared(needs: Sequence[int], room: int) -> list[int]:
    """Share the height among stacked parts: each gets what it needs; if room is short, the tallest shrink."""
    most = max(needs)
    while sum(min(need, most) for need in needs) > room:
        most = round(most * 0.97)
    return [min(need, most) for need in needs]
