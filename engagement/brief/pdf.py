"""A brief as PDF, and as pictures of its pages, by Typst: no browser, and the same brief gives the same bytes."""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Sequence
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Literal

import typst

from engagement.brief.model import Brief
from engagement.brief.printing import PrintError
from engagement.brief.wording import words
from engagement.errors import Fault

TEMPLATE = Path(__file__).with_name("templates") / "brief.typ"

SHIPPED_FONTS = ("Libertinus Serif", "DejaVu Sans Mono")
"""Fonts inside Typst itself, the same on every machine: Latin with every accent, Greek, Cyrillic."""

SOUGHT_FONTS = (
    *("Noto Serif", "Noto Sans", "DejaVu Serif", "DejaVu Sans"),
    *("Noto Serif CJK SC", "Noto Sans CJK SC", "Source Han Serif SC", "Source Han Sans SC", "Droid Sans Fallback"),
    *("Microsoft YaHei", "PingFang SC", "SimSun", "Noto Serif CJK KR", "Noto Sans CJK KR", "Malgun Gothic"),
    *("Apple SD Gothic Neo", "Noto Naskh Arabic", "Noto Sans Arabic", "Amiri", "Geeza Pro", "Arial Unicode MS"),
)
"""Fonts that the machine may have, in order, for letters that the shipped ones lack; then any other font of its."""

_MISSING = re.compile(r"could not be displayed|no font|glyph|not be represented", re.IGNORECASE)


@functools.cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=True, include_embedded_fonts=True)


def fonts() -> tuple[str, ...]:
    """The fonts that this machine has of those that a brief is set in."""
    families = set(_fonts().families())
    return tuple(name for name in (SHIPPED_FONTS[0], *SOUGHT_FONTS) if name in families)


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


def _compile(
    brief: Brief, *, template: Path, paper: str, format_: Literal["pdf", "png"], ppi: float | None
) -> bytes | Sequence[bytes]:
    data = words(brief) | {"paper": paper, "fonts": list(fonts())}
    compiler = typst.Compiler(root=str(template.parent), font_paths=_fonts())
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
    if _MISSING.search(error.message):
        what = f"A letter of the brief has no font on this machine: {error.message}."
        fix = "Install a font that has it, such as Noto Sans CJK or Noto Naskh Arabic (docs/brief.md, Fonts)."
        return Fault(what, "", fix, "brief-glyph")
    return Fault(f"The brief cannot be set: {error.message}.", str(template), "; ".join(error.hints), "brief-template")
