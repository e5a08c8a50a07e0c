"""Makes every text of a brief one that can be printed: what cannot be is replaced by a mark, and that is said.

A name in an export can hold anything: control characters, halves of characters, letters that no font here has. None
of it keeps a document from being made.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any

from engagement.brief.model import Brief
from engagement.charts.print.letters import REPLACEMENT, marked, undrawable

_BREAKS = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
_INVALID = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufff9-\ufffb\ufffe\uffff"
    + "".join(f"{chr(plane * 0x10000 + 0xFFFE)}{chr(plane * 0x10000 + 0xFFFF)}" for plane in range(1, 17))
    + "]"
)
"""Control characters, halves of characters, and what Unicode says is no character: no document may hold them."""

_MOST_NAMED = 5


@dataclass(frozen=True)
class Printable:
    """A brief whose every text can be printed.

    replaced: the characters that stand as a mark, in order. in_pictures: those that do so in pictures of charts alone.
    """

    brief: Brief
    replaced: tuple[str, ...] = ()
    in_pictures: tuple[str, ...] = ()

    @property
    def note(self) -> str:
        """What readers are told of it; empty where nothing is replaced."""
        lists = (
            ("Characters that cannot be printed stand as", self.replaced),
            ("Letters without a font here stand, in pictures of charts, as", self.in_pictures),
        )
        return " ".join(f"{label} {REPLACEMENT}: {_listed(characters)}." for label, characters in lists if characters)


def printable(brief: Brief, *, is_drawn: bool = False) -> Printable:
    """Replace what cannot be printed.

    Args:
        brief: not modified.
        is_drawn: whether the fonts of this machine draw every letter, as in a PDF. Office programs choose their own
            fonts for texts; there, letters without a font here are replaced in pictures alone.
    """
    letters = _letters(brief)
    clean = _BREAKS.sub("", letters).replace("\ufeff", "")
    invalid = _INVALID.findall(clean)
    drawn = clean if is_drawn else _letters(tuple(shown for _, shown in brief.exhibits() if shown.chart is not None))
    missing = sorted(undrawable(_INVALID.sub("", drawn)))
    gone = frozenset((*invalid, *missing) if is_drawn else invalid)

    def cleaned(text: str) -> str:
        return marked(_BREAKS.sub("\n", text).replace("\ufeff", ""), gone)

    is_changed = clean != letters or bool(gone)
    return Printable(
        _changed(brief, cleaned) if is_changed else brief, tuple(sorted(gone)), () if is_drawn else tuple(missing)
    )


def _letters(item: Any) -> str:
    """Return every letter of every text in it, once."""
    return "".join(sorted(set().union(*map(set, _texts(item)))))


def _texts(item: Any) -> Iterator[str]:
    if isinstance(item, str):
        yield item
    elif isinstance(item, tuple):
        for part in item:
            yield from _texts(part)
    elif is_dataclass(item) and not isinstance(item, type):
        for part in fields(item):
            yield from _texts(getattr(item, part.name))


def _changed(item: Any, change: Callable[[str], str]) -> Any:
    """Return the same with every text in it changed."""
    if isinstance(item, str):
        return change(item)
    if isinstance(item, tuple):
        return tuple(_changed(part, change) for part in item)
    if is_dataclass(item) and not isinstance(item, type):
        return replace(item, **{field.name: _changed(getattr(item, field.name), change) for field in fields(item)})
    return item


def _listed(characters: tuple[str, ...]) -> str:
    named = [_named(character) for character in characters[:_MOST_NAMED]]
    more = len(characters) - len(named)
    return ", ".join(named) + (f" and {more} more" if more else "")


def _named(character: str) -> str:
    name = unicodedata.name(character, "").lower()
    return f"U+{ord(character):04X}" + (f" ({name})" if name else "")
