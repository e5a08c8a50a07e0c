"""Native tables on slides: as many rows as fit, numbers on the right, and a word on what is left out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from pptx.dml.color import RGBColor
from pptx.enum.text import PP_ALIGN
from pptx.slide import Slide
from pptx.util import Emu, Inches, Pt

from engagement.brief.cells import print_cell
from engagement.brief.model import Exhibit
from engagement.brief.slides.room import LINE, lines
from engagement.brief.slides.template import Box
from engagement.charts.palette import LIGHT
from engagement.present import format
from engagement.result import TOO_FEW

_SIZE = 12
_SIDE, _ABOVE = Inches(0.06), Inches(0.025)
_STYLE = "{3B4B98B0-60AC-42C2-AFA5-B58CD77FA1E5}"
"""Light, with lines above and below; of the template's first accent."""


@dataclass(frozen=True)
class Cells:
    """A table as words: heads, rows, and which columns hold numbers. `total` counts the rows of the answer."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    is_number: tuple[bool, ...]
    total: int

    def widths(self, across: int) -> list[int]:
        """Return a width for each column: numbers and days keep their own, names share what is left."""
        needed = [self._needed(index) for index in range(len(self.heads))]
        most = max(needed)
        while sum(min(width, most) for width in needed) > across and most > Inches(0.3):
            most = round(most * 0.97)
        capped = [min(width, most) for width in needed]
        widths = [round(across * width / sum(capped)) for width in capped]
        return [*widths[:-1], across - sum(widths[:-1])]

    def heights(self, widths: Sequence[int]) -> list[int]:
        """Return a height for the head and each row."""
        return [
            max(
                round(_lines(cell, wide - 2 * _SIDE) * _SIZE * LINE * Pt(1))
                for cell, wide in zip(row, widths, strict=True)
            )
            + 2 * _ABOVE
            for row in (self.heads, *self.rows)
        ]

    def _needed(self, index: int) -> int:
        cells = [line for row in self.rows for line in row[index].split("\n")]
        # heads are bold, and so a little wider
        longest = max([*map(len, cells), *(len(word) * 1.15 for word in self.heads[index].split()), 4])
        return round(longest * _SIZE * 0.56 * Pt(1)) + 2 * _SIDE


def _lines(cell: str, wide: int) -> int:
    return sum(lines(part, wide, _SIZE) for part in cell.split("\n"))


def cells_of(exhibit: Exhibit, columns: tuple[str, ...]) -> Cells:
    """Return an exhibit's rows as words, with only some of its columns where `columns` names any."""
    shown = replace(exhibit, printed=columns or exhibit.printed, most=0)
    printed = shown.table_columns
    return Cells(
        tuple(format.titled(column.title, column.unit) for column in printed),
        tuple(
            tuple(print_cell(cell, column.unit) for cell, column in zip(row, printed, strict=True))
            for row in shown.table_rows
        ),
        tuple(format.is_number(column.unit) for column in printed),
        len(exhibit.rows),
    )


def add(slide: Slide, cells: Cells, box: Box, *, title: str) -> int:
    """Draw as many rows as there is room for.

    Args:
        slide: where.
        cells: what.
        box: the room.
        title: what it is, for those who do not see it.

    Returns:
        How many rows are drawn.
    """
    left, top, across, tall = box
    widths = cells.widths(across)
    heights = cells.heights(widths)
    count = len(cells.rows)
    while count > 1 and sum(heights[: count + 1]) > tall:
        count -= 1
    frame = slide.shapes.add_table(count + 1, len(widths), left, top, across, sum(heights[: count + 1]))
    frame._element.nvGraphicFramePr.cNvPr.set("descr", title)
    frame._element.graphic.graphicData.tbl.tblPr.find("{*}tableStyleId").text = _STYLE
    table = frame.table
    table.horz_banding = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Emu(width)
    for number, words in enumerate((cells.heads, *cells.rows[:count])):
        table.rows[number].height = Emu(heights[number])
        for cell, text, is_number in zip(table.rows[number].cells, words, cells.is_number, strict=True):
            _write(cell, text, is_head=number == 0, is_number=is_number)
    return count


def _write(cell: Any, text: str, *, is_head: bool, is_number: bool) -> None:
    cell.margin_left = cell.margin_right = _SIDE
    cell.margin_top = cell.margin_bottom = _ABOVE
    paragraph = cell.text_frame.paragraphs[0]
    for number, line in enumerate(text.split("\n")):
        if number:
            paragraph.add_line_break()
        run = paragraph.add_run()
        run.text, run.font.size, run.font.bold = line, Pt(_SIZE), is_head
        if text == TOO_FEW and not is_head:
            run.font.italic = True
            run.font.color.rgb = RGBColor.from_string(LIGHT.muted.lstrip("#").upper())
    if is_number:
        paragraph.alignment = PP_ALIGN.RIGHT
