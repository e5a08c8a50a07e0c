"""python -m engagement draft-mapping: a first mapping for a new export, by its headers."""

from __future__ import annotations

import argparse

from engagement.commands.printing import note, write
from engagement.contract import load_contract
from engagement.errors import CallError, Fault
from engagement.ingest.map.draft import draft_mapping
from engagement.settings import load_settings


def run(arguments: argparse.Namespace) -> int:
    """Print the mapping, or write it with --out; what is left to do stands in it as comments."""
    settings = load_settings(data_dir=arguments.data)
    if not arguments.file.is_file():
        raise CallError(Fault("There is no such file.", str(arguments.file), "Name an export.", "file"))
    mapping = draft_mapping(arguments.file, load_contract(settings.contract_path), table=arguments.table or "")
    write(mapping, arguments.out)
    if arguments.out:
        note(f"Look over {arguments.out}, then python -m engagement check and load.")
    return 0
