"""Decisions on slides: a table with what is asked, of whom, by when and at what cost; on as many as they need."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pptx.slide import Slide
from pptx.util import Emu, Inches, Pt

from engagement.brief.slides.room import height
from engagement.brief.slides.template import Box
from engagement.brief.statement import Decision
from engagement.brief.wording import DECISION_HEADS, details, whose

_SHARES = (0.05, 0.53, 0.17, 0.14, 0.11)
_BESIDE, _ABOVE, _HEAD = Inches(0.2), Inches(0.1), Inches(0.4)
_SIZES = (14, 13, 12)
_DETAILS = 12
"""Size of everything but what is asked, and the smallest on any slide."""


def blank(slide: Slide, box: Box) -> None:
    """Draw a table to be filled in."""
    left, top, across, tall = box
    table = _table(slide, 5, (left, top, across, round(tall * 0.8)), "Decisions, to be filled in")
    _widths(table, across)


def split(asked: Sequence[Decision], box: Box) -> list[tuple[Decision, ...]]:
    """Return the decisions slide by slide; one slide where all fit."""
    pages: list[tuple[Decision, ...]] = [()]
    for decision in asked:
        if pages[-1] and _height((*pages[-1], decision), box, _SIZES[-1]) > box[3]:
            pages.append(())
        pages[-1] = (*pages[-1], decision)
    return pages


def written(slide: Slide, asked: Sequence[Decision], box: Box, *, first: int) -> None:
    """Draw decisions as a table, in the largest letters that fit.

    Args:
        slide: where.
        asked: those on this slide.
        box: the room.
        first: the number of the first of them.
    """
    left, top, across, tall = box
    size = next((points for points in _SIZES if _height(asked, box, points) <= tall), _SIZES[-1])
    heights = [_row(decision, box, size) for decision in asked]
    room = (left, top, across, _HEAD + sum(heights))
    table = _table(slide, len(asked) + 1, room, "Decisions asked for")
    _widths(table, across)
    for number, (decision, wanted) in enumerate(zip(asked, heights, strict=True), start=first):
        row = table.rows[number - first + 1]
        row.height = Emu(wanted)
        for index, cell in enumerate(_cells(decision, number)):
            frame = row.cells[index].text_frame
            for line, words in enumerate(cell):
                paragraph = frame.paragraphs[0] if line == 0 else frame.add_paragraph()
                run = paragraph.add_run()
                run.text = words
                run.font.size = Pt(size if line == 0 and index < 2 else _DETAILS)
                run.font.bold = line == 0 and index < 2


def _cells(decision: Decision, number: int) -> list[list[str]]:
    own = f" ({whose(decision)})" if whose(decision) else ""
    told = [f"{name}: {words}" if name else words for name, words in details(decision)]
    return [[str(number)], [f"{decision.what}{own}", *told], [decision.owner], [decision.by], [decision.cost]]


def _table(slide: Slide, rows: int, box: Box, about: str) -> Any:
    frame = slide.shapes.add_table(rows, len(DECISION_HEADS), *box)
    frame._element.nvGraphicFramePr.cNvPr.set("descr", about)
    frame.table.rows[0].height = Emu(_HEAD)
    for cell, words in zip(frame.table.rows[0].cells, DECISION_HEADS, strict=True):
        cell.text_frame.text = words
        cell.text_frame.paragraphs[0].runs[0].font.size = Pt(12)
    return frame.table


def _widths(table: Any, across: int) -> None:
    for column, share in zip(table.columns, _SHARES, strict=True):
        column.width = Emu(round(across * share))


def _height(asked: Sequence[Decision], box: Box, size: float) -> int:
    return _HEAD + sum(_row(decision, box, size) for decision in asked)


def _row(decision: Decision, box: Box, size: float) -> int:
    heights = []
    for index, (cell, share) in enumerate(zip(_cells(decision, 99), _SHARES, strict=True)):
        wide = box[2] * share - _BESIDE
        head = height(cell[:1], wide, size * 1.05 if index < 2 else _DETAILS, between=0)
        heights.append(head + height(cell[1:], wide, _DETAILS, between=0))
    return max(heights) + _ABOVE
