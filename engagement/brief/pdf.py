"""A brief as PDF, and as pictures of its pages, by Typst: no browser, and the same brief gives the same bytes."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Literal

import typst

from engagement.brief.model import Brief
from engagement.brief.printable import printable
from engagement.brief.wording import words
from engagement.charts.print.letters import FONT_FIX, PrintError, fonts, installed, letter_fault, plainly_drawable
from engagement.errors import Fault

TEMPLATE = Path(__file__).with_name("templates") / "brief.typ"


def pdf(brief: Brief, *, template: Path = TEMPLATE, paper: str = "us-letter") -> bytes:
    """The brief as PDF/UA-1: tagged, with alt texts, contents and page numbers.

    A letter that no font on this machine has stands as a mark, and the cover says so.

    Raises:
        PrintError: a template that does not compile.
    """
    found = _compile(brief, template=template, paper=paper, format_="pdf", ppi=None)
    return found if isinstance(found, bytes) else b"".join(found)


def pages(brief: Brief, *, template: Path = TEMPLATE, paper: str = "us-letter", ppi: float = 80) -> list[bytes]:
    """The same pages as PNG pictures, for looking at before printing.

    Raises:
        PrintError: a template that does not compile.
    """
    found = _compile(brief, template=template, paper=paper, format_="png", ppi=ppi)
    return [found] if isinstance(found, bytes) else list(found)


def unprintable(brief: Brief) -> Fault | None:
    """What to tell of characters that stand as a mark in the document, before anyone asks for it; None without any."""
    note = printable(brief, is_drawn=True).note
    return Fault(note, "", f"Write the name otherwise. {FONT_FIX}", "brief-glyph") if note else None


def _compile(
    brief: Brief, *, template: Path, paper: str, format_: Literal["pdf", "png"], ppi: float | None
) -> bytes | Sequence[bytes]:
    clean = printable(brief, is_drawn=True)
    data = words(clean.brief, note=clean.note) | {"paper": paper, "fonts": list(fonts())}
    if template.is_file() and b"section.decisions" not in template.read_bytes():
        # an earlier template knows statements alone: it prints decisions as such, and loses none
        for section in data["sections"]:
            section["statements"] += section["decisions"]
    said = json.dumps(data, ensure_ascii=False)
    try:
        return _set(said, brief, template=template, format_=format_, ppi=ppi)
    except typst.TypstError as error:
        if letter_fault(error) is None:
            raise PrintError(_fault(error, template)) from error
    try:
        # letters that are there one by one and not together, as marks on letters of another script
        return _set(plainly_drawable(said), brief, template=template, format_=format_, ppi=ppi)
    except typst.TypstError as error:
        raise PrintError(_fault(error, template)) from error


def _set(
    said: str, brief: Brief, *, template: Path, format_: Literal["pdf", "png"], ppi: float | None
) -> bytes | Sequence[bytes]:
    compiler = typst.Compiler(root=str(template.parent), font_paths=installed())
    found = compiler.compile(
        input=str(template),
        format=format_,
        ppi=ppi,
        sys_inputs={"brief": said},
        pdf_standards=["ua-1"] if format_ == "pdf" else [],
        timestamp=datetime.combine(brief.as_of, time(), tzinfo=UTC),
    )
    return found if found is not None else b""


def _fault(error: typst.TypstError, template: Path) -> Fault:
    """What Typst says, as one fault."""
    said = f"The brief cannot be set: {error.message}."
    return letter_fault(error) or Fault(said, str(template), "; ".join(error.hints), "brief-template")
