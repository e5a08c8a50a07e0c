"""Decisions on a slide: a table to be filled in, or those that are written, on as many slides as they need."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pptx.slide import Slide
from pptx.util import Emu, Inches, Pt

from engagement.brief.slides.room import height
from engagement.brief.slides.template import Box
from engagement.brief.wording import DECISION_HEADS, OPEN_HEADS

_NUMBER, _BESIDE, _ABOVE = Inches(0.7), Inches(0.2), Inches(0.1)
_SIZES = (18, 16, 14, 12, 11)


def blank(slide: Slide, box: Box) -> None:
    """Draw a table to be filled in."""
    left, top, across, tall = box
    table = _table(slide, 5, OPEN_HEADS, (left, top, across, round(tall * 0.8)), "Decisions, to be filled in")
    for column, share in zip(table.columns, (0.6, 0.22, 0.18), strict=True):
        column.width = Emu(round(across * share))


def split(texts: Sequence[str], box: Box) -> list[tuple[str, ...]]:
    """Return the decisions slide by slide; one slide where all fit."""
    if not texts:
        return [()]
    columns: list[tuple[str, ...]] = [()]
    for text in texts:
        if columns[-1] and _height((*columns[-1], text), box, _SIZES[-1]) > box[3]:
            columns.append(())
        columns[-1] = (*columns[-1], text)
    return columns


def written(slide: Slide, texts: Sequence[str], box: Box, *, first: int) -> None:
    """Draw decisions as a table, in the largest letters that fit.

    Args:
        slide: where.
        texts: a decision each.
        box: the room.
        first: the number of the first of them.
    """
    left, top, across, tall = box
    size = next((points for points in _SIZES if _height(texts, box, points) <= tall), _SIZES[-1])
    heights = [_row(text, box, size) for text in texts]
    table = _table(slide, len(texts) + 1, DECISION_HEADS, (left, top, across, sum(heights)), "Decisions asked for")
    table.columns[0].width, table.columns[1].width = Emu(_NUMBER), Emu(across - _NUMBER)
    for number, (text, wanted) in enumerate(zip(texts, heights, strict=True), start=first):
        row = table.rows[number - first + 1]
        row.height = Emu(wanted)
        for cell, words in zip(row.cells, (str(number), text), strict=True):
            run = cell.text_frame.paragraphs[0].add_run()
            run.text, run.font.size = words, Pt(size)


def _table(slide: Slide, rows: int, heads: Sequence[str], box: Box, about: str) -> Any:
    frame = slide.shapes.add_table(rows, len(heads), *box)
    frame._element.nvGraphicFramePr.cNvPr.set("descr", about)
    for cell, words in zip(frame.table.rows[0].cells, heads, strict=True):
        cell.text_frame.text = words
        cell.text_frame.paragraphs[0].runs[0].font.size = Pt(14)
    return frame.table


def _height(texts: Sequence[str], box: Box, size: float) -> int:
    return Inches(0.4) + sum(_row(text, box, size) for text in texts)


def _row(text: str, box: Box, size: float) -> int:
    return height([text], box[2] - _NUMBER - _BESIDE, size, between=0) + _ABOVE
