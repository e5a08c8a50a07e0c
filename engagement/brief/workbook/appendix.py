"""The last sheets: definitions, the region's members, what is hidden, delivered files, and every answer's origin."""

from __future__ import annotations

from engagement.brief.model import Cell
from engagement.brief.wording import hidden, hidden_words, membership_words, source_words, used
from engagement.brief.workbook.page import HEAD, Book, Head

_APPENDIX = "Appendix"


def add(book: Book) -> None:
    """Add them, in the order of the printed appendix."""
    _definitions(book)
    _membership(book)
    _hidden(book)
    _files(book)
    _sources(book)


def _definitions(book: Book) -> None:
    rows: list[list[Cell]] = [
        [each.number, each.title, each.definition, each.denominator] for each in used(book.brief) if each.definition
    ]
    if rows:
        sheet = book.sheet("Definitions", "Definitions", section=_APPENDIX, what="What each figure counts")
        heads = [Head("Answer", "rows"), Head("Figure"), Head("Definition", widest=90), Head("Denominator", widest=50)]
        book.table(sheet, heads, rows)


def _membership(book: Book) -> None:
    said = membership_words(book.brief)
    sheet = book.sheet("Region", "The region, country by country", section=_APPENDIX, what=said)
    rows = [[each.iso3, each.name, each.region, each.scheme, each.version] for each in book.brief.membership]
    heads = [Head("ISO code"), Head("Country or place"), Head("Region"), Head("Scheme"), Head("Version")]
    book.table(sheet, heads, rows, note=said)


def _hidden(book: Book) -> None:
    said = hidden_words(book.brief)
    sheet = book.sheet("Too few", "Too few to be shown", section=_APPENDIX, what=said)
    rows: list[list[Cell]] = [[each.number, each.title, each.hidden_note] for each in hidden(book.brief)]
    book.table(
        sheet,
        [Head("Answer", "rows"), Head("Title"), Head("Too few", widest=110)],
        rows,
        note=hidden_words(book.brief),
    )


def _files(book: Book) -> None:
    files = {file.file: file for each in used(book.brief) for file in each.sources}
    rows: list[list[Cell]] = [
        [each.file, each.table, each.rows_delivered, each.rows_accepted, each.rows_rejected, each.sha256]
        for _, each in sorted(files.items())
    ]
    sheet = book.sheet("Files", "Delivered files", section=_APPENDIX, what="What was delivered, with hashes and rows")
    heads = [Head("File"), Head("Table"), Head("Rows", "rows"), Head("Taken", "rows"), Head("Rejected", "rows")]
    book.table(sheet, [*heads, Head("SHA-256", widest=68)], rows)


def _sources(book: Book) -> None:
    what = "Every answer: its question, query, parameters, files and what is left out"
    sheet = book.sheet("Sources", "Where each number comes from", section=_APPENDIX, what=what)
    rows: list[list[Cell]] = []
    for each in used(book.brief):
        told = dict(source_words(each))
        parts = [told.get(name, "") for name in ("Parameters", "Files", "Left out", "Too few")]
        rows.append(
            [each.number, each.title, each.question, each.query_id, *parts, each.as_of, each.query_sha256, each.sql]
        )
    heads = [Head("Answer", "rows"), Head("Title"), Head("Question"), Head("Query"), Head("Parameters")]
    heads += [Head("Files"), Head("Left out"), Head("Too few"), Head("As of", "date"), Head("SHA-256 of the query")]
    book.table(sheet, [*heads, Head("SQL", widest=80, wraps=False)], rows)
    sheet.print_area(0, 0, HEAD + len(rows), len(heads) - 1)
