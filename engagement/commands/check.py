"""python -m engagement check: every fault of settings, contract, mappings and queries."""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Iterator

from engagement.catalog import load_catalog
from engagement.catalog.binding import check_catalog
from engagement.commands.printing import note
from engagement.contract import Contract, load_contract
from engagement.errors import Fault
from engagement.ingest.inputs import mapping_files
from engagement.ingest.mapping import load_mapping
from engagement.settings import Settings, load_settings

_PLACE = re.compile(r"(?P<file>.+?)(?::(?P<line>\d+))?(?::(?P<column>\d+))?")


def run(arguments: argparse.Namespace) -> int:
    """Print the faults; 1 where there are any."""
    # without settings or a contract nothing else can be judged
    settings = load_settings(data_dir=arguments.data, queries_dir=arguments.queries)
    contract = load_contract(settings.contract_path)
    faults = list(_faults(settings, contract))
    if arguments.format == "json":
        print(json.dumps([_plain(fault) for fault in faults], ensure_ascii=False, indent=2))
    for fault in faults if arguments.format == "text" else ():
        print(f"{fault}\n  rule:  {fault.rule}\n")
    note(f"{len(faults)} fault{'s' if len(faults) != 1 else ''}." if faults else "No faults.")
    return 1 if faults else 0


def _faults(settings: Settings, contract: Contract) -> Iterator[Fault]:
    for path in mapping_files(settings):
        yield from load_mapping(path, contract)[1]
    found = check_catalog(load_catalog(settings.queries_dir, contract))
    for path in sorted(found):
        yield from found[path]


def _plain(fault: Fault) -> dict[str, object]:
    match = _PLACE.fullmatch(fault.where)
    file, line, column = match.groups() if match else (fault.where, None, None)
    numbers = {"line": int(line) if line else None, "column": int(column) if column else None}
    return {"rule": fault.rule, "what": fault.what, "fix": fault.fix, "file": file, **numbers}
