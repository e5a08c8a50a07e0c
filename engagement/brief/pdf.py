"""A brief as PDF, and as pictures of its pages, by Typst: no browser, and the same brief gives the same bytes."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Literal

import typst

from engagement.brief.model import Brief
from engagement.brief.wording import words
from engagement.charts.printed.letters import PrintError, fonts, installed, letter_fault, missing
from engagement.errors import Fault

TEMPLATE = Path(__file__).with_name("templates") / "brief.typ"


def pdf(brief: Brief, *, template: Path = TEMPLATE, paper: str = "us-letter") -> bytes:
    """The brief as PDF/UA-1: tagged, with alt texts, contents and page numbers.

    Raises:
        PrintError: a letter that no font on this machine has, or a template that does not compile.
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
    """What to tell of letters that no font of this machine has, before anyone asks for the document."""
    return missing(json.dumps(words(brief), ensure_ascii=False))


def _compile(
    brief: Brief, *, template: Path, paper: str, format_: Literal["pdf", "png"], ppi: float | None
) -> bytes | Sequence[bytes]:
    data = words(brief) | {"paper": paper, "fonts": list(fonts())}
    compiler = typst.Compiler(root=str(template.parent), font_paths=installed())
    try:
        found = compiler.compile(
            input=str(template),
            format=format_,
            ppi=ppi,
            sys_inputs={"brief": json.dumps(data, ensure_ascii=False)},
            pdf_standards=["ua-1"] if format_ == "pdf" else [],
            timestamp=datetime.combine(brief.as_of, time(), tzinfo=UTC),
        )
    except typst.TypstError as error:
        raise PrintError(_fault(error, template)) from error
    return found if found is not None else b""


def _fault(error: typst.TypstError, template: Path) -> Fault:
    """What Typst says, as one fault: a letter without a font is the maker's to mend, the rest the template's."""
    said = f"The brief cannot be set: {error.message}."
    return letter_fault(error) or Fault(said, str(template), "; ".join(error.hints), "brief-template")
