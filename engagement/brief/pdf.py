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
from engagement.place import NOWHERE, Place

TEMPLATE = Path(__file__).with_name("templates") / "brief.typ"


def pdf(brief: Brief, *, template: Path = TEMPLATE, paper: str = "us-letter") -> bytes:
    """Return the brief as PDF/UA-1: tagged, with alt texts, contents and page numbers.

    A letter that no font on this machine has stands as a mark, and the cover says so.

    Raises:
        PrintError: a template that does not compile.
    """
    content = _compile(brief, template=template, paper=paper, format_="pdf", ppi=None)
    return content if isinstance(content, bytes) else b"".join(content)


def pages(brief: Brief, *, template: Path = TEMPLATE, paper: str = "us-letter", ppi: float = 80) -> list[bytes]:
    """Return the same pages as PNG pictures, for looking at before printing.

    Raises:
        PrintError: a template that does not compile.
    """
    images = _compile(brief, template=template, paper=paper, format_="png", ppi=ppi)
    return [images] if isinstance(images, bytes) else list(images)


def unprintable(brief: Brief) -> Fault | None:
    """Return a note about characters that the document replaces with a mark; None if there are none."""
    note = printable(brief, is_drawn=True).note
    return Fault(note, NOWHERE, f"Write the name otherwise. {FONT_FIX}", "brief-glyph") if note else None


def _compile(
    brief: Brief, *, template: Path, paper: str, format_: Literal["pdf", "png"], ppi: float | None
) -> bytes | Sequence[bytes]:
    clean = printable(brief, is_drawn=True)
    data = words(clean.brief, note=clean.note) | {"paper": paper, "fonts": list(fonts())}
    if template.is_file() and b"item.statements" not in template.read_bytes():
        # an earlier template knows statements of sections alone: it prints all as such, and loses none
        for section in data["sections"]:
            section["statements"] += [
                *section["decisions"],
                *(own for item in section["exhibits"] for own in item["statements"]),
            ]
            section["decisions"], section["is_long"] = [], False
        data["cover_note"] = data["how_to_read"]
    text = json.dumps(data, ensure_ascii=False)
    try:
        return _set(text, brief, template=template, format_=format_, ppi=ppi)
    except typst.TypstError as error:
        if letter_fault(error) is None:
            raise PrintError(_fault(error, template)) from error
    try:
        # letters that are there one by one and not together, as marks on letters of another script
        return _set(plainly_drawable(text), brief, template=template, format_=format_, ppi=ppi)
    except typst.TypstError as error:
        raise PrintError(_fault(error, template)) from error


def _set(
    text: str, brief: Brief, *, template: Path, format_: Literal["pdf", "png"], ppi: float | None
) -> bytes | Sequence[bytes]:
    compiler = typst.Compiler(root=str(template.parent), font_paths=installed())
    output = compiler.compile(
        input=str(template),
        format=format_,
        ppi=ppi,
        sys_inputs={"brief": text},
        pdf_standards=["ua-1"] if format_ == "pdf" else [],
        timestamp=datetime.combine(brief.as_of, time(), tzinfo=UTC),
    )
    return output if output is not None else b""


def _fault(error: typst.TypstError, template: Path) -> Fault:
    """Return Typst's error as a fault."""
    sentence = f"The brief cannot be set: {error.message}."
    return letter_fault(error) or Fault(sentence, Place.of(template), "; ".join(error.hints), "brief-template")
