"""The last sheets: definitions, the region's members, what is hidden, delivered files, and every answer's origin."""

from __future__ import annotations

from engagement.brief.cells import Cell
from engagement.brief.wording import hidden, membership_words, publishing_words, source_words, used
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
        [row.number, row.title, row.definition, row.denominator] for row in used(book.brief) if row.definition
    ]
    if rows:
        sheet = book.sheet("Definitions", "Definitions", section=_APPENDIX, what="What each figure counts")
        heads = [Head("Answer", "rows"), Head("Figure"), Head("Definition", widest=90), Head("Denominator", widest=50)]
        book.table(sheet, heads, rows)


def _membership(book: Book) -> None:
    words = membership_words(book.brief)
    sheet = book.sheet("Region", "The region, country by country", section=_APPENDIX, what=words)
    rows = [[place.iso3, place.name, place.region, place.scheme, place.version] for place in book.brief.membership]
    heads = [Head("ISO code"), Head("Country or place"), Head("Region"), Head("Scheme"), Head("Version")]
    book.table(sheet, heads, rows, note=words)


def _hidden(book: Book) -> None:
    words = publishing_words(book.brief)
    sheet = book.sheet("Too few", "Too few to be shown", section=_APPENDIX, what=words)
    rows: list[list[Cell]] = [[answer.number, answer.title, answer.hidden_note] for answer in hidden(book.brief)]
    book.table(
        sheet,
        [Head("Answer", "rows"), Head("Title"), Head("Too few", widest=110)],
        rows,
        note=publishing_words(book.brief),
    )


def _files(book: Book) -> None:
    files = {file.file: file for answer in used(book.brief) for file in answer.sources}
    rows: list[list[Cell]] = [
        [file.file, file.table, file.rows_delivered, file.rows_accepted, file.rows_rejected, file.sha256]
        for _, file in sorted(files.items())
    ]
    sheet = book.sheet("Files", "Delivered files", section=_APPENDIX, what="What was delivered, with hashes and rows")
    heads = [Head("File"), Head("Table"), Head("Rows", "rows"), Head("Taken", "rows"), Head("Rejected", "rows")]
    book.table(sheet, [*heads, Head("SHA-256", widest=68)], rows)


def _sources(book: Book) -> None:
    what = "Every answer: its question, query, parameters, files and what is left out"
    sheet = book.sheet("Sources", "Where each number comes from", section=_APPENDIX, what=what)
    rows: list[list[Cell]] = []
    for answer in used(book.brief):
        facts = dict(source_words(answer))
        parts = [facts.get(name, "") for name in ("Parameters", "Files", "Left out", "Too few")]
        asked: list[Cell] = [answer.number, answer.title, answer.question, answer.query_id]
        rows.append([*asked, *parts, answer.as_of, answer.query_sha256, answer.sql])
    heads = [Head("Answer", "rows"), Head("Title"), Head("Question"), Head("Query"), Head("Parameters")]
    heads += [Head("Files"), Head("Left out"), Head("Too few"), Head("As of", "date"), Head("SHA-256 of the query")]
    book.table(sheet, [*heads, Head("SQL", widest=80, wraps=False)], rows)
    sheet.print_area(0, 0, HEAD + len(rows), len(heads) - 1)
