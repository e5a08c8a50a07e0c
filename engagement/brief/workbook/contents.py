"""What the workbook opens with: what it is, what each section says, a link to every sheet; figures and statements."""

from __future__ import annotations

from xlsxwriter.worksheet import Worksheet

from engagement.brief.cells import Cell
from engagement.brief.model import Brief
from engagement.brief.wording import cover_lines, cover_note, stamp, stamp_words, whose
from engagement.brief.workbook.page import LINE, Book, Head, lines, link_to

FIGURES, STATEMENTS = "Key figures", "Statements"
_ASKED, _DRAFTED = "What is asked, why, of whom and by when", "drafted from the answer"
_FIELDS = (*("What", "Agreements", "Why", "If nothing is decided", "Of whom", "By when", "Cost", "Or", "State"),)
"""Titles of the fields of a decision, in their order."""
_WHAT = 90


def fill(sheet: Worksheet, book: Book, *, note: str = "") -> None:
    """Write the first sheet, when every other is there to be linked to."""
    brief, looks = book.brief, book.looks
    row = 1
    for line in (brief.subtitle, brief.institution, brief.office, *cover_lines(brief)):
        if line:
            sheet.write_string(row, 0, line, looks.plain)
            row += 1
    if stamp(brief):
        sheet.write_string(row, 0, f"{stamp(brief).upper()}. {stamp_words(brief)}", book.warning)
        row += 1
    sheet.merge_range(row, 0, row, 2, "", book.note_look)
    sheet.write_string(row, 0, cover_note(brief, note=note), book.note_look)
    sheet.set_row(row, (3 if note else 2) * LINE)
    row += 2
    for column, title in enumerate(("Sheet", "Section", "What is on it")):
        sheet.write_string(row, column, title, looks.heading)
    for sheet_listed in book.listed:
        row += 1
        sheet.write_url(row, 0, link_to(sheet_listed.name), book.link, sheet_listed.title)
        sheet.write_string(row, 1, sheet_listed.section, looks.text)
        sheet.write_string(row, 2, sheet_listed.what, looks.long_text)
        sheet.set_row(row, LINE * lines(sheet_listed.what, _WHAT))
    row = _leads(sheet, brief, book, row + 2)
    sheet.set_column(0, 0, max(46, *(len(sheet_listed.title) for sheet_listed in book.listed)))
    sheet.set_column(1, 1, 28)
    sheet.set_column(2, 2, _WHAT)
    sheet.print_area(0, 0, row, 2)


def figures(book: Book) -> None:
    """Write every key figure, as a number with its unit's format."""
    pairs = [(section, key_figure) for section in book.brief.included for key_figure in section.figures]
    if not pairs:
        return
    heads = [Head("Section"), Head("Figure"), Head("Value", ""), Head("Unit"), Head("As printed"), Head("When")]
    heads += [Head("Change"), Head("Target"), Head("About it", widest=70), Head("Answer", "rows")]
    rows: list[list[Cell]] = [
        [
            *(section.title, key_figure.title, key_figure.value, key_figure.unit, key_figure.printed, key_figure.when),
            *(key_figure.change, key_figure.target, key_figure.note, key_figure.evidence),
        ]
        for section, key_figure in pairs
    ]
    sheet = book.sheet(FIGURES, FIGURES, what="Each with its change, its target and its answer on the sheet Sources")
    book.table(sheet, heads, rows, units=[key_figure.unit for _, key_figure in pairs])


def statements(book: Book) -> None:
    """Write every statement that is printed, and whose words they are."""
    rows: list[list[Cell]] = [
        [
            section.title,
            statement.text,
            whose(statement) or _DRAFTED,
            ", ".join(map(str, statement.cited)),
        ]
        for section in book.brief.included
        for statement in section.included
    ]
    if not rows:
        return
    sheet = book.sheet(STATEMENTS, STATEMENTS, what="What the brief says, and from which answers it was drafted")
    heads = [Head("Section"), Head("Statement", widest=110), Head("Whose words"), Head("Answers")]
    book.table(sheet, heads, rows)


def decisions_sheet(book: Book) -> None:
    """Write the decisions of each section that has any on a sheet of their own, field by field."""
    for section in book.brief.included:
        rows: list[list[Cell]] = [
            [number, *decision.fields, whose(decision) or _DRAFTED, ", ".join(map(str, decision.cited))]
            for number, decision in enumerate(section.asked, start=1)
        ]
        if rows:
            sheet = book.sheet(section.title, section.title, section=section.title, what=_ASKED)
            heads = [Head("No.", "index"), *(Head(title, widest=50) for title in _FIELDS)]
            book.table(sheet, [*heads, Head("Whose words"), Head("Answers")], rows)


def _leads(sheet: Worksheet, brief: Brief, book: Book, row: int) -> int:
    """Return the sections' own remarks, such as that nothing was delivered for them."""
    sections = [section for section in brief.included if section.lead]
    if not sections:
        return row
    sheet.write_string(row, 0, "Section", book.looks.heading)
    sheet.write_string(row, 1, "What it says", book.looks.heading)
    for section in sections:
        row += 1
        sheet.write_string(row, 0, section.title, book.looks.text)
        sheet.write_string(row, 1, section.lead, book.looks.text)
    return row
