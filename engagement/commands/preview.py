"""python -m engagement preview: what a load would make of a file, without that anything becomes current."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

from engagement.commands.printing import note
from engagement.debugging import tell
from engagement.errors import CallError, EngagementError, Fault
from engagement.export.text_table import text_table
from engagement.loading.look import look
from engagement.loading.preview import preview
from engagement.loading.preview_answer import Preview
from engagement.place import Place
from engagement.settings import Settings, load_settings

_MOST_MEMORY = 12 << 30  # bytes of addresses: what is in use is far less


def run(arguments: argparse.Namespace) -> int:
    """Print rows taken and rejected, why, and the headline figures without the file and with it."""
    with _limited_memory():
        settings = load_settings(data_dir=arguments.data, queries_dir=arguments.queries)
        try:
            if not arguments.file.is_file():
                raise CallError(Fault("There is no such file.", Place.of(arguments.file), "Name an export.", "file"))
            answer = _answer(settings, arguments)
        except EngagementError as error:
            if arguments.format != "json":
                raise
            tell(error)
            print(json.dumps({"error": True, "faults": [asdict(fault) for fault in error.faults]}, default=str))
            return error.exit_code
        if arguments.format == "json":
            print(json.dumps(answer, ensure_ascii=False, default=str))
        return 0


def _answer(settings: Settings, arguments: argparse.Namespace) -> dict[str, object]:
    if arguments.look:
        seen = look(settings, arguments.file, table=arguments.table or "")
        if arguments.format != "json":
            print(seen.draft or seen.why_none)
        return asdict(seen)
    mapping = arguments.mapping.read_text(encoding="utf-8") if arguments.mapping else ""
    progress = note if sys.stderr.isatty() and arguments.format != "json" else None
    tried = preview(settings, arguments.file, mapping=mapping, progress=progress)
    if arguments.format != "json":
        print("\n\n".join(_paragraphs(tried)))
    return asdict(tried)


@contextmanager
def _limited_memory() -> Iterator[None]:
    """Let a hostile file take so much memory and no more; whoever calls this within a process gets its limit back."""
    if sys.platform == "win32":
        yield
        return
    import resource

    limit, most = resource.getrlimit(resource.RLIMIT_AS)
    lower = _in_use() + _MOST_MEMORY
    resource.setrlimit(resource.RLIMIT_AS, (lower if most == resource.RLIM_INFINITY else min(most, lower), most))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (limit, most))


def _in_use() -> int:
    """Return the bytes of addresses that this process has already; 0 where the system does not tell."""
    try:
        return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return 0


def _paragraphs(tried: Preview) -> Iterator[str]:
    headers = ("table", "lines", "rows", "accepted", "rejected", "not meant", "values cleared")
    counted = ("lines", "rows_delivered", "rows_accepted", "rows_rejected", "rows_left_out", "values_cleared")
    cells = [(table["table"], *(f"{table[count]:,}" for count in counted)) for table in tried.tables]
    yield text_table(headers, cells, right=range(1, 7))
    if tried.notes:
        yield "\n".join(tried.notes)
    if tried.faults:
        lines = (
            f"  {fault['times']:,} x {fault['effect']}, {fault['column'] or 'row'}: {fault['reason']}"
            for fault in tried.faults
        )
        yield "Rejected rows and cleared values\n" + "\n".join(lines)
    if tried.places:
        yield "Unrecognized place names\n" + "\n".join(f"  {name}" for name in tried.places)
    if tried.figures:
        names = ("title", "period", "before", "now", "change")
        yield "Headline figures without and with the file\n" + text_table(
            names, [tuple(figure[name] for name in names) for figure in tried.figures], right=range(2, 5)
        )
    yield "Nothing has been changed. Put the file into data/exports/ to load it."
