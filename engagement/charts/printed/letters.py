"""Fonts that charts and pages are set in. A letter that no font of the machine has is a fault, never an empty box."""

from __future__ import annotations

import functools
import json
import re

import typst

from engagement.errors import Fault, InputError

SHIPPED_FONTS = ("Libertinus Serif", "DejaVu Sans Mono")
"""Fonts inside Typst itself, the same on every machine: Latin with every accent, Greek, Cyrillic."""

SOUGHT_FONTS = (
    *("Noto Serif", "Noto Sans", "DejaVu Serif", "DejaVu Sans"),
    *("Noto Serif CJK SC", "Noto Sans CJK SC", "Source Han Serif SC", "Source Han Sans SC", "Droid Sans Fallback"),
    *("Microsoft YaHei", "PingFang SC", "SimSun", "Noto Serif CJK KR", "Noto Sans CJK KR", "Malgun Gothic"),
    *("Apple SD Gothic Neo", "Noto Naskh Arabic", "Noto Sans Arabic", "Amiri", "Geeza Pro", "Arial Unicode MS"),
)
"""Fonts that the machine may have, in order, for letters that the shipped ones lack; then any other font of its."""

_RARE = re.compile(r"[^\x00-\u024f\u2000-\u206f]")
"""A letter that not every font has: none of Latin, with or without accents, and no punctuation."""

_LETTERS = """#set document(title: "Letters")
#set text(lang: "en", font: json(bytes(sys.inputs.fonts)))
#sys.inputs.letters.clusters().join(" ")
"""

_MISSING = re.compile(r"could not be displayed|no font|glyph|codepoint|not be represented", re.IGNORECASE)


class PrintError(InputError):
    """Something that cannot be printed as it is, or a template that cannot be used."""


@functools.cache
def installed() -> typst.Fonts:
    """Every font that the machine has, and those inside Typst."""
    return typst.Fonts(include_system_fonts=True, include_embedded_fonts=True)


def fonts() -> tuple[str, ...]:
    """The fonts that this machine has of those that are sought, in order."""
    families = set(installed().families())
    return tuple(name for name in (SHIPPED_FONTS[0], *SOUGHT_FONTS) if name in families)


def missing(text: str) -> Fault | None:
    """What to tell of letters in a text that no font of this machine has; None where every one prints.

    Args:
        text: anything that is to be printed.
    """
    rare = "".join(sorted(set(_RARE.findall(text))))
    if not rare:
        return None
    inputs = {"letters": rare, "fonts": json.dumps(fonts())}
    try:
        # only as a document for everyone does Typst refuse a letter that it has no picture of
        typst.Compiler(font_paths=installed()).compile(
            input=_LETTERS.encode(), format="pdf", sys_inputs=inputs, pdf_standards=["ua-1"]
        )
    except typst.TypstError as error:
        return letter_fault(error)
    return None


def letter_fault(error: typst.TypstError) -> Fault | None:
    """What to tell of a letter without a font; None where the error is another."""
    if not _MISSING.search(error.message):
        return None
    what = f"A letter of the brief has no font on this machine: {error.message}."
    fix = "Install a font that has it, such as Noto Sans CJK or Noto Naskh Arabic (docs/brief.md, Fonts)."
    return Fault(what, "", fix, "brief-glyph")
