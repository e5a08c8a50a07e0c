"""Words as Word keeps them: runs, paragraphs, fields, links. Each function gives the markup of one thing.

The body is written as one text and read in once, which is many times faster than building it piece by piece.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from xml.sax.saxutils import escape, quoteattr

_ARABIC = re.compile(r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")
"""Letters that are written from the right."""

_FORBIDDEN = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

MUTED, WARNING, ACCENT, RULE = "5A6372", "A83900", "2B4397", "C9CED6"


def plain(text: str) -> str:
    """Return text between tags, without the characters that no XML may hold."""
    return escape(_FORBIDDEN.sub("", text))


def quoted(text: str) -> str:
    """Return text as the value of an attribute, quotes included."""
    return quoteattr(_FORBIDDEN.sub("", text))


def run(text: str, *, bold: bool = False, italic: bool = False, color: str = "", size: float = 0) -> str:
    """Return a stretch of letters of one look; `size` in points, 0 for that of the paragraph.

    What holds letters that are written from the right is marked so, for it has fonts and sizes of its own.
    """
    look = "<w:rtl/>" if _ARABIC.search(text) and not re.search(r"[A-Za-z]", text) else ""
    if size:
        look = f'<w:sz w:val="{round(size * 2)}"/><w:szCs w:val="{round(size * 2)}"/>{look}'
    if color:
        look = f'<w:color w:val="{color}"/>{look}'
    if italic:
        look = f"<w:i/><w:iCs/>{look}"
    if bold:
        look = f"<w:b/><w:bCs/>{look}"
    properties = f"<w:rPr>{look}</w:rPr>" if look else ""
    lines = '</w:t><w:br/><w:t xml:space="preserve">'.join(plain(text).split("\n"))
    return f'<w:r>{properties}<w:t xml:space="preserve">{lines}</w:t></w:r>'


def paragraph(style: str, *runs: str, keep: bool = False, page: bool = False, align: str = "") -> str:
    """Return a paragraph of a style, by its id.

    Args:
        style: of the template; empty for the default.
        runs: what stands in it.
        keep: whether it stays on one page with what follows.
        page: whether it begins a page.
        align: "right" or "center"; empty for that of the style.
    """
    look = f'<w:pStyle w:val="{style}"/>' if style else ""
    look += "<w:keepNext/>" if keep else ""
    look += "<w:pageBreakBefore/>" if page else ""
    look += f'<w:jc w:val="{align}"/>' if align else ""
    return f"<w:p><w:pPr>{look}</w:pPr>{''.join(runs)}</w:p>" if look else f"<w:p>{''.join(runs)}</w:p>"


def field(code: str, text: str) -> str:
    """Return a field that Word works out, such as PAGE, with what stands there until it does."""
    return f"<w:fldSimple w:instr={quoted(f' {code} ')}>{run(text)}</w:fldSimple>"


def bookmark(number: int, name: str, inside: str) -> str:
    """Return a place that links lead to."""
    return f'<w:bookmarkStart w:id="{number}" w:name={quoted(name)}/>{inside}<w:bookmarkEnd w:id="{number}"/>'


def link(name: str, *runs: str) -> str:
    """Return a link to a bookmark of the same document."""
    return f'<w:hyperlink w:anchor={quoted(name)} w:history="1">{"".join(runs)}</w:hyperlink>'


def answer(number: int) -> str:
    """Return the name of the bookmark of an answer in the appendix."""
    return f"answer_{number}"


def references(numbers: Iterable[int]) -> str:
    """Return small numbers in brackets that link to the answers in the appendix."""
    return "".join(
        run("\N{NO-BREAK SPACE}") + link(answer(number), run(f"[{number}]", color=ACCENT, size=7.5))
        for number in numbers
    )
