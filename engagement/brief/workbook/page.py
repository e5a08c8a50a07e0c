"""A sheet as every sheet of the workbook is: a title, the way back, a table with a fixed head, and ready to print."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from engagement.brief.cells import HIDDEN, Cell, print_cell
from engagement.brief.model import Brief
from engagement.brief.wording import stamp
from engagement.charts.office.cells import LONGEST, Looks, write
from engagement.charts.palette import LIGHT
from engagement.present import format
from engagement.result import TOO_FEW

HEAD = 4
"""The row of a table's head, counted from 0."""

_LONGEST_NAME, _NARROWEST, _WIDEST = 31, 9, 60
LINE, _TALLEST = 15, 27
"""Height of a line, in points, and as many lines as a row may have."""

_FORBIDDEN = re.compile(r"[\[\]:*?/\\]")
_WARNING = "#a83900"


@dataclass(frozen=True)
class Listed:
    """A sheet as the contents name it."""

    name: str
    title: str
    section: str
    what: str


@dataclass(frozen=True)
class Head:
    """The head of one column: its title, the unit of its cells, how wide it is at most, in letters, and whether a
    longer text goes on over several lines; else it is read in the formula bar."""

    title: str
    unit: str = "text"
    widest: int = _WIDEST
    wraps: bool = True

    def is_long(self, cell: Cell) -> bool:
        """Return whether a cell's text is to be written over several lines."""
        return self.wraps and isinstance(cell, str) and len(cell) + 2 > self.widest


class Book:
    """The workbook being written, with its formats and the list of its sheets."""

    def __init__(self, workbook: xlsxwriter.Workbook, brief: Brief) -> None:
        self.workbook, self.brief = workbook, brief
        self.looks = Looks(workbook)
        self.listed: list[Listed] = []
        self.title = workbook.add_format({"bold": True, "font_size": 15, "font_color": LIGHT.categorical[0]})
        self.link = workbook.add_format({"font_color": LIGHT.categorical[0], "underline": 1, "valign": "top"})
        self.muted = workbook.add_format({"font_color": LIGHT.muted, "valign": "top"})
        self.note_look = workbook.add_format({"font_color": LIGHT.muted, "valign": "top", "text_wrap": True})
        self.warning = workbook.add_format({"bold": True, "font_color": _WARNING})

    def sheet(self, name: str, title: str, *, section: str = "", what: str = "", is_first: bool = False) -> Worksheet:
        """Add a sheet with its title, and list it in the contents."""
        unique = self._unique(name)
        sheet = self.workbook.add_worksheet(unique)
        self.listed += [] if is_first else [Listed(unique, title, section, what)]
        sheet.write_string(0, 0, self.brief.title if is_first else title, self.title)
        if not is_first:
            sheet.write_url(1, 0, link_to("Contents"), self.link, "Back to the contents")
        if stamp(self.brief) and not is_first:
            sheet.write_string(2, 0, stamp(self.brief).upper(), self.warning)
        sheet.hide_gridlines(2)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.set_header(f"&L{_plain(self.brief.title)}&R{stamp(self.brief).upper()}")
        institution = _plain(self.brief.institution)
        sheet.set_footer(f"&L{institution}, as of {format.day(self.brief.as_of)}&RPage &P of &N")
        return sheet

    def note(self, sheet: Worksheet, text: str, *, columns: int, width: int) -> None:
        """Write what is to be known of a table, between its title and its head, over so many columns and letters."""
        if not text:
            return
        if columns > 1:
            sheet.merge_range(HEAD - 1, 0, HEAD - 1, columns - 1, "", self.note_look)
        sheet.write_string(HEAD - 1, 0, text, self.note_look)
        sheet.set_row(HEAD - 1, LINE * lines(text, width))

    def table(
        self,
        sheet: Worksheet,
        heads: Sequence[Head],
        rows: Sequence[Sequence[Cell]],
        *,
        note: str = "",
        units: Sequence[str] = (),
    ) -> None:
        """Write a table below its head, which stays in view and is repeated on every printed page.

        Args:
            sheet: where to write.
            heads: of the columns.
            rows: their cells; a hidden one reads "too few", a missing one is empty.
            note: what is to be known of them.
            units: a unit for each row's numbers, where they differ from row to row.
        """
        widths = []
        for column, head in enumerate(heads):
            sheet.write_string(HEAD, column, head.title, self.looks.head(head.unit or "index"))
            longest = max([_NARROWEST, *(len(word) + 2 for word in head.title.split())])
            for number, cells in enumerate(rows):
                unit = units[number] if units and not head.unit else head.unit
                self._cell(sheet, HEAD + 1 + number, column, cells[column], unit, is_long=head.is_long(cells[column]))
                longest = max(longest, len(print_cell(cells[column], unit)) + 2)
            widths.append(min(longest, head.widest))
            sheet.set_column(column, column, widths[-1])
        sheet.set_row(HEAD, LINE * max(lines(head.title, width) for head, width in zip(heads, widths, strict=True)))
        for number, cells in enumerate(rows):
            long = [(str(cell), column) for column, cell in enumerate(cells) if heads[column].is_long(cell)]
            tall = max((lines(text, widths[column]) for text, column in long), default=1)
            sheet.set_row(HEAD + 1 + number, LINE * min(tall, _TALLEST))
        self.note(sheet, note, columns=len(heads), width=sum(widths))
        sheet.freeze_panes(HEAD + 1, 0)
        sheet.repeat_rows(HEAD)
        if rows:
            sheet.autofilter(HEAD, 0, HEAD + len(rows), len(heads) - 1)

    def _cell(self, sheet: Worksheet, row: int, column: int, cell: Cell, unit: str, *, is_long: bool) -> None:
        if cell is HIDDEN:
            sheet.write_string(row, column, TOO_FEW, self.looks.hidden)
        elif is_long:
            sheet.write_string(row, column, str(cell)[:LONGEST], self.looks.long_text)
        elif cell is not None:
            write(sheet, row, column, cell, unit, self.looks)

    def _unique(self, title: str) -> str:
        """Return a name that Excel takes, cut between words, and that no other sheet has."""
        clean = " ".join(_FORBIDDEN.sub(" ", title).split()).strip("'") or "Table"
        names = {listed.name.casefold() for listed in self.listed} | {"history"}
        for number in range(1, len(names) + 2):
            ending = "" if number == 1 else f" {number}"
            name = _cut(clean, _LONGEST_NAME - len(ending)) + ending
            if name.casefold() not in names:
                break
        return name


def lines(text: str, width: int) -> int:
    """Return how many lines a text takes in a column of `width` letters; a longer word is not broken."""
    return max(1, sum(math.ceil(len(part) * 1.05 / max(width, 1)) for part in text.split("\n")))


def link_to(name: str) -> str:
    """Return the address of a sheet of the same workbook."""
    doubled = name.replace("'", "''")
    return f"internal:'{doubled}'!A1"


def _cut(text: str, most: int) -> str:
    if len(text) <= most:
        return text
    return (text[: most + 1].rpartition(" ")[0] or text[:most]).rstrip(" ,;-'")


def _plain(text: str) -> str:
    # in heads and feet of Excel an ampersand begins a code
    return text.replace("&", "&&")[:100]
