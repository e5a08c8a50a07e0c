"""Fonts that charts and pages are set in. A letter that no font of the machine has stands as a mark, which is said."""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Collection

import typst

from engagement.errors import Fault, InputError
from engagement.place import NOWHERE

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

_JOINED = re.compile("[\u200c\u200d\ufe00-\ufe0f]*\N{REPLACEMENT CHARACTER}[\u200c\u200d\ufe00-\ufe0f]*")
_UNSEEN = re.compile("[\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufe00-\ufe0f\U000e0000-\U000e0fff]")
"""What has no picture of its own and only changes its neighbors."""

_LETTERS = """#set document(title: "Letters")
#set text(lang: "en", font: json(bytes(sys.inputs.fonts)))
#sys.inputs.letters.clusters().join(" ")
"""

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
"""Stands for a letter that cannot be drawn; the shipped fonts have it."""

_MISSING = re.compile(r"could not be displayed|no font|glyph|codepoint|not be represented", re.IGNORECASE)


FONT_FIX = "Install a font that has it, such as Noto Sans CJK or Noto Naskh Arabic (docs/brief.md, Fonts)."
"""What to do where letters have no font."""


class PrintError(InputError):
    """Something that cannot be printed as it is, or a template that cannot be used."""


@functools.cache
def installed() -> typst.Fonts:
    """Return every font that the machine has, and those inside Typst."""
    return typst.Fonts(include_system_fonts=True, include_embedded_fonts=True)


def fonts() -> tuple[str, ...]:
    """Return the fonts that this machine has of those that are sought, in order."""
    families = set(installed().families())
    return tuple(name for name in (SHIPPED_FONTS[0], *SOUGHT_FONTS) if name in families)


def undrawable(text: str) -> frozenset[str]:
    """Return the letters of a text that no font of this machine has.

    Args:
        text: anything that is to be printed, without halves of characters.
    """
    rare = "".join(sorted(set(_RARE.findall(text))))
    return frozenset() if _is_drawable(rare) else frozenset(letter for letter in rare if not _is_drawable(letter))


def drawable(text: str) -> str:
    """Return the text with a mark for each letter that no font of this machine has."""
    return marked(text, undrawable(text))


def marked(text: str, gone: Collection[str]) -> str:
    """Return the text with a mark for each of these letters; what joined them to others goes with them."""
    if not gone:
        return text
    return _JOINED.sub(REPLACEMENT, "".join(REPLACEMENT if letter in gone else letter for letter in text))


def plainly_drawable(text: str) -> str:
    """Return the text with a mark for every letter that some font lacks, where letters fail in company alone."""
    return _RARE.sub(REPLACEMENT, _UNSEEN.sub("", text))


@functools.lru_cache(maxsize=4096)
def _is_drawable(rare: str) -> bool:
    if not rare:
        return True
    inputs = {"letters": rare, "fonts": json.dumps(fonts())}
    try:
        # only as a document for everyone does Typst refuse a letter that it has no picture of
        typst.Compiler(font_paths=installed()).compile(
            input=_LETTERS.encode(), format="pdf", sys_inputs=inputs, pdf_standards=["ua-1"]
        )
    except typst.TypstError as error:
        if letter_fault(error) is None:
            raise
        return False
    return True


def letter_fault(error: typst.TypstError) -> Fault | None:
    """Return what to tell of a letter without a font; None where the error is another."""
    if not _MISSING.search(error.message):
        return None
    what = f"A letter of the brief has no font on this machine: {error.message}."
    return Fault(what, NOWHERE, FONT_FIX, "brief-glyph")
