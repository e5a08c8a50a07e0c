"""Answers to a file or to standard output; words beside them to standard error."""

from __future__ import annotations

import sys
from pathlib import Path

from engagement.errors import CallError, Fault
from engagement.place import NOWHERE, Place


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
            raise CallError(Fault(what, Place.of(out), "Choose another place with --out.", "out")) from error
    elif isinstance(content, str):
        sys.stdout.write(content if content.endswith("\n") or not content else content + "\n")
    elif sys.stdout.isatty():
        raise CallError(
            Fault("Parquet and Arrow are not for a terminal.", NOWHERE, "Write it to a file with --out.", "out")
        )
    else:
        sys.stdout.buffer.write(content)


def note(text: str) -> None:
    """Say something beside the answer, on standard error, so that the answer can be piped on."""
    print(text, file=sys.stderr)
