"""Tables for a terminal, and files for everything else."""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Collection, Sequence
from pathlib import Path

from engagement.errors import CallError, Fault


def text_table(headers: Sequence[str], rows: Sequence[Sequence[str]], *, right: Collection[int] = ()) -> str:
    """Columns side by side under their headers; the columns in `right` keep to the right, as numbers do."""
    lines = [list(headers), *[list(row) for row in rows]]
    widths = [max(map(_width, column)) for column in zip(*lines, strict=True)]
    lines.insert(1, ["-" * width for width in widths])
    return "\n".join(
        "  ".join(
            _padded(cell, width, right=at in right) for at, (cell, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in lines
    )


def write(content: str | bytes, out: Path | None) -> None:
    """Write to a file, or to standard output where there is none.

    Raises:
        CallError: the file cannot be written, or bytes would flood a terminal.
    """
    if out is not None:
        try:
            out.write_bytes(content.encode() if isinstance(content, str) else content)
        except OSError as error:
            what = f"The file cannot be written: {error.strerror}."
            raise CallError(Fault(what, str(out), "Choose another place with --out.", "out")) from error
    elif isinstance(content, str):
        sys.stdout.write(content if content.endswith("\n") or not content else content + "\n")
    elif sys.stdout.isatty():
        raise CallError(Fault("Parquet is not for a terminal.", "", "Write it to a file with --out.", "out"))
    else:
        sys.stdout.buffer.write(content)


def note(text: str) -> None:
    """Say something beside the answer, on standard error, so that the answer can be piped on."""
    print(text, file=sys.stderr)


def _width(text: str) -> int:
    # letters of Chinese, Japanese and Korean take two places, accents of their own none
    return sum(
        0 if unicodedata.combining(letter) else 2 if unicodedata.east_asian_width(letter) in "WF" else 1
        for letter in text
    )


def _padded(text: str, width: int, *, right: bool) -> str:
    blanks = " " * (width - _width(text))
    return blanks + text if right else text + blanks
