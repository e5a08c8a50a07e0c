"""Native tables: heads repeated on every page, rows that do not break, numbers on the right."""

from __future__ import annotations

from collections.abc import Sequence

from engagement.brief.word.markup import MUTED, RULE, paragraph, quoted, run
from engagement.result import TOO_FEW

_INK = "1F2933"

_TOGETHER = 3
"""As many rows at a table's beginning and end stay on one page."""

_LETTER, _ROOM = 86, 140
"""Width of a letter and of the room beside it in a cell, in twentieths of a point."""


def table(
    head: Sequence[str],
    rows: Sequence[Sequence[str]],
    *,
    widths: Sequence[float],
    aligns: Sequence[str],
    across: int,
    title: str,
    style: str,
    keep: bool = False,
) -> str:
    """Return a table as wide as the text.

    Args:
        head: titles of the columns.
        rows: their cells as printed.
        widths: of the columns, relative to each other.
        aligns: "left" or "right" for each column.
        across: the width of the text, in twentieths of a point.
        title: what it is, for those who do not see it.
        style: the id of the paragraph style of cells.
        keep: whether its last row stays on one page with what follows.
    """
    cells = _spread(widths, across)
    lines = [_row(head, cells, aligns, style, is_head=True, keep=True)]
    # the first and the last rows stay on one page with their neighbors; a short table stays on one page
    near = _TOGETHER if len(rows) > 2 * _TOGETHER else len(rows)
    lines += [
        _row(row, cells, aligns, style, keep=keep if k == len(rows) else k < near or k > len(rows) - near)
        for k, row in enumerate(rows, start=1)
    ]
    return _open(cells, title, _borders("bottom", "insideH")) + "".join(lines) + "</w:tbl>"


def cards(items: Sequence[str], *, columns: int, across: int, title: str) -> str:
    """Return paragraphs in a grid with lines around, as many to a row; what is left of the last row stays empty."""
    cells = _spread([1.0] * columns, across)
    filled = [*items, *[paragraph("")] * (-len(items) % columns)]
    lines = [
        _line([f"{_cell(width)}{item}</w:tc>" for item, width in zip(filled[k : k + columns], cells, strict=True)])
        for k in range(0, len(filled), columns)
    ]
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    return _open(cells, title, _borders(*sides), inset=110) + "".join(lines) + "</w:tbl>"


def boxed(rows: Sequence[Sequence[str]], *, widths: Sequence[float], across: int, title: str) -> str:
    """Return paragraphs in a grid with lines around, the first row its head, which is repeated on every page."""
    cells = [round(across * width / sum(widths)) for width in widths]
    lines = [
        _line([f"{_cell(width)}{item}</w:tc>" for item, width in zip(row, cells, strict=True)], is_head=index == 0)
        for index, row in enumerate(rows)
    ]
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    return _open(cells, title, _borders(*sides), inset=110) + "".join(lines) + "</w:tbl>"


def blank(head: Sequence[str], *, rows: int, widths: Sequence[float], across: int, title: str, style: str) -> str:
    """Return a table to be filled in by hand."""
    cells = _spread(widths, across)
    empty = [f"{_cell(width)}{paragraph(style)}</w:tc>" for width in cells]
    kept = [f"{_cell(width)}{paragraph(style, keep=True)}</w:tc>" for width in cells]
    lines = [_row(head, cells, ["left"] * len(head), style, is_head=True, keep=True)]
    lines += [_line(kept, tall=900) for _ in range(rows - 1)]
    lines.append(_line(empty, tall=900))
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    return _open(cells, title, _borders(*sides), inset=110) + "".join(lines) + "</w:tbl>"


def _spread(widths: Sequence[float], across: int) -> list[int]:
    """Return widths in twentieths of a point: if room is short, the widest columns shrink, since their words
    can be broken over lines, and numbers and days cannot."""
    needed = [width * _LETTER + _ROOM for width in widths]
    most = max(needed)
    while sum(min(width, most) for width in needed) > across and most > _ROOM:
        most *= 0.97
    capped = [min(width, most) for width in needed]
    fitted = [round(across * width / sum(capped)) for width in capped]
    return [*fitted[:-1], across - sum(fitted[:-1])]


def _open(cells: Sequence[int], title: str, borders: str, *, inset: int = 60) -> str:
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in cells)
    sides = (("top", inset - 60), ("left", inset), ("bottom", inset - 60), ("right", inset))
    room = "".join(f'<w:{side} w:w="{wide}" w:type="dxa"/>' for side, wide in sides)
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(cells)}" w:type="dxa"/>{borders}<w:tblLayout w:type="fixed"/>'
        f'<w:tblCellMar>{room}</w:tblCellMar><w:tblLook w:val="0020" w:firstRow="1"/>'
        f"<w:tblCaption w:val={quoted(title)}/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>"
    )


def _borders(*sides: str) -> str:
    lines = "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="{RULE}"/>' for side in sides)
    return f"<w:tblBorders>{lines}</w:tblBorders>"


def _row(
    cells: Sequence[str],
    widths: Sequence[int],
    aligns: Sequence[str],
    style: str,
    *,
    is_head: bool = False,
    keep: bool = False,
) -> str:
    line = f'<w:tcBorders><w:bottom w:val="single" w:sz="8" w:space="0" w:color="{_INK}"/></w:tcBorders>'
    return _line(
        [
            _cell(width, line if is_head else "")
            + paragraph(style, _written(cell, is_head=is_head), align=align if align == "right" else "", keep=keep)
            + "</w:tc>"
            for cell, width, align in zip(cells, widths, aligns, strict=True)
        ],
        is_head=is_head,
    )


def _written(cell: str, *, is_head: bool) -> str:
    if cell == TOO_FEW and not is_head:
        return run(cell, italic=True, color=MUTED)
    return run(cell, bold=is_head)


def _cell(width: int, more: str = "") -> str:
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{more}</w:tcPr>'


def _line(cells: Sequence[str], *, is_head: bool = False, tall: int = 0) -> str:
    look = "<w:cantSplit/>"
    look += f'<w:trHeight w:val="{tall}" w:hRule="atLeast"/>' if tall else ""
    look += "<w:tblHeader/>" if is_head else ""
    return f"<w:tr><w:trPr>{look}</w:trPr>{''.join(cells)}</w:tr>"
