"""One quick pass over the bytes of a UTF-8 file, to learn whether DuckDB may read it as it is.

A file of a gigabyte takes about a second and a half.
"""

from __future__ import annotations

import codecs
import re
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from engagement.ingest.read.unprintable import holds_unprintable

_BLOCK = 1 << 20  # small enough to stay in the processor's cache: four times as fast as eight megabytes
_LONGEST_LINE = 1 << 26
_THREADS = 2


@dataclass(frozen=True)
class Scan:
    """lines: lines of the file, the last one with or without a line end.

    bad_line: the line with the first byte that is not UTF-8, counted from 1; None if there is none.
    has_zero: there are zero bytes. is_padded: blanks stand beside a delimiter, a quote or a line end.
    is_odd: carriage returns alone, line ends of two kinds, rows of empty cells, lines that never end, characters
    that cannot be printed.
    """

    lines: int
    bad_line: int | None = None
    has_zero: bool = False
    is_padded: bool = False
    is_odd: bool = False


def scan(path: Path, delimiter: str, quote: str) -> Scan:
    """Look at every byte once. Stops at the first byte that is not UTF-8.

    Args:
        path: the file.
        delimiter: what parts its cells.
        quote: what quotes them; may be empty.
    """
    looker = _Looker(delimiter, quote, _blank_row(delimiter, quote))
    lines = returns = 0
    has_zero = is_padded = is_odd = False
    for piece in _in_order(looker.look, _without_mark(_lines_by_block(path)), path.stat().st_size):
        if piece.bad_line is not None:
            return Scan(lines, lines + piece.bad_line, has_zero, is_padded, is_odd)
        lines += piece.lines
        returns += piece.returns
        has_zero = has_zero or piece.has_zero
        is_padded = is_padded or piece.is_padded
        is_odd = is_odd or piece.is_odd
    return Scan(lines, None, has_zero, is_padded, is_odd or returns not in (0, lines, lines - 1))


@dataclass(frozen=True)
class _Piece:
    """What one block of whole lines shows; `returns` are carriage returns before a line feed."""

    lines: int = 0
    returns: int = 0
    bad_line: int | None = None
    has_zero: bool = False
    is_padded: bool = False
    is_odd: bool = False


@dataclass(frozen=True)
class _Looker:
    delimiter: str
    quote: str
    blank_row: re.Pattern[bytes]

    def look(self, block: bytes) -> _Piece:
        bad_at = None if block.isascii() else _bad_at(block)
        if bad_at is not None:
            return _Piece(bad_line=block[:bad_at].count(b"\n") + 1)
        array = np.frombuffer(block, np.uint8)
        line_ends = array == ord("\n")
        parts = array == self.delimiter.encode()[-1]
        returns = block.count(b"\r\n") if b"\r" in block else 0
        is_odd = len(block) > _LONGEST_LINE or returns != block.count(b"\r")
        is_odd = is_odd or holds_unprintable(block, array)
        if not is_odd and _may_hold_blank_rows(array, line_ends, parts, self.quote):
            is_odd = self.blank_row.search(block) is not None
        return _Piece(
            lines=int(np.count_nonzero(line_ends)) + (not block.endswith(b"\n")),
            returns=returns,
            has_zero=b"\x00" in block,
            is_padded=_is_padded(block, array, line_ends | parts, self.quote),
            is_odd=is_odd,
        )


def _in_order(look: Callable[[bytes], _Piece], blocks: Iterator[bytes], size: int) -> Iterator[_Piece]:
    """Yield what each block shows, in the order of the blocks; numpy and bytes let other threads run meanwhile."""
    if size <= _BLOCK:
        yield from map(look, blocks)
        return
    with ThreadPoolExecutor(_THREADS) as pool:
        waiting: deque[Future[_Piece]] = deque()
        for block in blocks:
            waiting.append(pool.submit(look, block))
            if len(waiting) > 2 * _THREADS:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def _without_mark(blocks: Iterator[bytes]) -> Iterator[bytes]:
    for number, block in enumerate(blocks):
        yield block.removeprefix(codecs.BOM_UTF8) if number == 0 else block


def _lines_by_block(path: Path) -> Iterator[bytes]:
    """Yield the file in pieces that end where a line ends, so that nothing looked for falls between two of them."""
    kept = b""
    with path.open("rb", buffering=0) as file:
        while block := file.read(_BLOCK):
            end = block.rfind(b"\n") + 1
            if end:
                yield kept + block[:end]
                kept = block[end:]
            else:
                kept += block
            if len(kept) > _LONGEST_LINE:
                yield kept
                kept = b""
    if kept:
        yield kept


def _bad_at(block: bytes) -> int | None:
    try:
        codecs.utf_8_decode(block, "strict", True)
    except UnicodeDecodeError as error:
        return error.start
    return None


def _blank_row(delimiter: str, quote: str) -> re.Pattern[bytes]:
    blanks = "[ \t]*" if delimiter != "\t" else " *"
    mark = re.escape(quote)
    cell = f"{blanks}(?:{mark}{blanks}{mark}{blanks})?" if quote else blanks
    return re.compile(f"(?:^|\n){cell}(?:{re.escape(delimiter)}{cell})*\r?(?:\n|(?<!\n)\\Z)".encode())


def _may_hold_blank_rows(array: np.ndarray, line_ends: np.ndarray, parts: np.ndarray, quote: str) -> bool:
    """Return whether a line begins with an empty cell: only then the slower search for blank rows is worth it."""
    begins = parts | (array == ord(" "))
    if quote:
        marks = array == quote.encode()[-1]
        begins[:-1] |= marks[:-1] & marks[1:]
    return bool(begins[0] or (line_ends[:-1] & begins[1:]).any())


def _is_padded(block: bytes, array: np.ndarray, edges: np.ndarray, quote: str) -> bool:
    if b"\v" in block or b"\f" in block or (not block.isascii() and _has_wide_blank(block)):
        return True
    blanks = array == ord(" ")
    has_quotes = bool(quote) and quote.encode() in block
    if b"\t" in block:
        if has_quotes and edges[array == ord("\t")].all():
            return True  # of a tab beside a quote nobody can say here whether it stands inside the cell
        blanks |= (array == ord("\t")) & ~edges
    if has_quotes:
        edges = edges | (array == quote.encode()[-1])
    if b"\r" in block:
        edges = edges | (array == ord("\r"))
    beside = (blanks[1:] & edges[:-1]).any() or (blanks[:-1] & edges[1:]).any()
    return bool(beside or blanks[0] or blanks[-1])


def _has_wide_blank(block: bytes) -> bool:
    """Return whether there is a blank beyond ASCII, such as one that does not break or the wide one of East Asia."""
    array = np.frombuffer(block + b"\n\n", np.uint8)
    first, second, third = array[:-2], array[1:-1], array[2:]
    general = (first == 0xE2) & (second == 0x80)
    blanks = (
        (first == 0xC2) & ((second == 0x85) | (second == 0xA0)),
        (first == 0xE1) & (second == 0x9A),
        general & ((third <= 0x8B) | (third == 0xA8) | (third == 0xA9) | (third == 0xAF)),
        (first == 0xE2) & (second == 0x81) & (third == 0x9F),
        (first == 0xE3) & (second == 0x80) & (third == 0x80),
        (first == 0xEF) & (second == 0xBB) & (third == 0xBF),
    )
    return any(bool(positions.any()) for positions in blanks)
