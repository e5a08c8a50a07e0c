"""python -m engagement draft-mapping: a first mapping for a new export, by its headers."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from engagement.commands.printing import note, write
from engagement.contract import load_contract
from engagement.errors import CallError, Fault
from engagement.ingest.check.places import Places
from engagement.ingest.map.draft import draft_mapping
from engagement.ingest.read.delivery import ReadOptions
from engagement.place import Place
from engagement.settings import load_settings


def run(arguments: argparse.Namespace) -> int:
    """Print the mapping, or write it with --out; what is left to do stands in it as comments."""
    settings = load_settings(data_dir=arguments.data)
    if not arguments.file.is_file():
        raise CallError(Fault("There is no such file.", Place.of(arguments.file), "Name an export.", "file"))
    if arguments.out:
        _refuse_existing(arguments.out)
    mapping = draft_mapping(
        arguments.file,
        load_contract(settings.contract_path, settings.own_tables_dir),
        table=arguments.table or "",
        options=ReadOptions(
            sheet=arguments.sheet or "", encoding=arguments.encoding or "", header_row=arguments.header_row
        ),
        resolve=Places.load(settings.reference_dirs).resolve,
    )
    if arguments.out:
        _write_whole(mapping, arguments.out)
        note(f"Look over {arguments.out}, then python -m engagement check and load.")
    else:
        write(mapping, None)
        note(f"Next: save it as data/mappings/{arguments.file.stem}.toml, then python -m engagement check and load.")
    return 0


def _refuse_existing(out: Path) -> None:
    if out.exists():
        fix = "Choose another place with --out, or remove it first: what was completed is not overwritten."
        raise CallError(Fault("There is such a file already.", Place.of(out), fix, "out"))


def _write_whole(mapping: str, out: Path) -> None:
    """Write in one step, so that a running dashboard never reads half a mapping; make the folder where there is none.

    Raises:
        CallError: the file cannot be written.
    """
    unfinished = out.with_name(f".{out.name}-{os.getpid()}")
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        unfinished.write_text(mapping, encoding="utf-8", newline="\n")
        _refuse_existing(out)
        unfinished.replace(out)
    except OSError as error:
        what = f"The file cannot be written: {error.strerror}."
        raise CallError(Fault(what, Place.of(out), "Choose another place with --out.", "out")) from error
    finally:
        unfinished.unlink(missing_ok=True)
