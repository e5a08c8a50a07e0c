"""python -m engagement new-table: a file that is none of our tables becomes one of the institution's own."""

from __future__ import annotations

import argparse

from engagement.commands.printing import note
from engagement.contract import load_contract
from engagement.errors import CallError, Fault
from engagement.ingest.check.places import Places
from engagement.ingest.map.own_table import draft_table, own_name
from engagement.place import Place, shown_path
from engagement.settings import load_settings


def run(arguments: argparse.Namespace) -> int:
    """Write the table and its mapping, and say what to do next; nothing that is there is ever overwritten."""
    settings = load_settings(data_dir=arguments.data)
    path = arguments.file
    if not path.is_file():
        raise CallError(Fault("There is no such file.", Place.of(path), "Name an export.", "file"))
    if arguments.key and not arguments.people:
        what = "A column that identifies people makes a table of people."
        raise CallError(Fault(what, Place(part="--key"), "Write --people too, or leave --key out.", "own-table"))
    name = arguments.name or own_name(path.stem)
    if name != own_name(name) or name in load_contract(settings.contract_path, settings.own_tables_dir).tables:
        fix = "Name it with --name: lowercase letters, digits and _, a letter first, and no table that there is."
        raise CallError(Fault(f'"{name}" cannot be the name of a new table.', Place.of(path), fix, "own-table"))
    resolve = Places.load(settings.reference_dirs).resolve
    table = draft_table(path, name, is_people=arguments.people, key=arguments.key or "", resolve=resolve)
    written = {
        settings.own_tables_dir / f"{name}.json": table.resource,
        settings.mappings_dir / f"{name}.toml": table.mapping,
    }
    for target in written:
        if target.exists():
            raise CallError(Fault("There is such a file already.", Place.of(target), "Choose another --name.", "out"))
    for target, text in written.items():
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8", newline="\n")
        print(shown_path(target))
    where = "records, for metrics files alone" if arguments.people else f"release, where queries read {name}"
    note(f"Its rows go into the {where}.")
    note(f"Next: look over both files, put {path.name} into data/exports/, then python -m engagement load.")
    return 0
