"""python -m engagement attack: what the release gives away of small counts, table by table."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from engagement.catalog import load_catalog
from engagement.commands.printing import note, text_table
from engagement.contract import load_contract
from engagement.errors import Fault, InputError, SnapshotError
from engagement.settings import ROOT, load_settings
from engagement.store.snapshots import current

# One in so many small counts may be narrowed to four values or fewer.
_ONE_IN = 20
_HEADERS = ("table", "count", "cells", "under 10", "follow exactly", "four values or fewer", "share")


def run(arguments: argparse.Namespace) -> int:
    """Print what follows; 1 where a small count follows exactly, or too many are narrowed."""
    try:
        from engagement.attack import attack
    except ModuleNotFoundError as error:
        fix = "python -m pip install -r requirements-attack.txt"
        raise InputError(Fault("This command needs scipy.", str(error.name), fix, "attack-scipy")) from error
    settings = load_settings(data_dir=arguments.data, queries_dir=arguments.queries)
    snapshot = current(settings)
    if snapshot is None:
        fix = "python -m engagement load builds it."
        raise SnapshotError(Fault("There is no snapshot yet.", _shown(settings.snapshots_dir), fix, "snapshot-missing"))
    catalog = load_catalog(settings.queries_dir, load_contract(settings.contract_path))
    found = []
    for each in attack(snapshot.database, catalog.populations, seconds=arguments.seconds):
        if sys.stderr.isatty():
            note(f"{each.table}, {each.measure}")
        found.append(each)
    rows = [
        (each.table, each.measure, *map("{:,}".format, (each.cells, each.small, each.exact, each.narrowed)), share)
        for each in found
        for share in [f"{each.share:.1%}"]
    ]
    print(text_table(_HEADERS, rows, right=range(2, 7)))
    costly = [each for each in found if each.exact or each.narrowed * _ONE_IN > each.small]
    for each in costly:
        print(f"\n{each.table}, {each.measure}: {'; '.join(each.examples)}")
    sampled, wrong = sum(each.sampled for each in found), sum(each.sampled_narrowed for each in found)
    unsettled = sum(each.unsettled for each in found)
    print(
        f"\nLooked at one by one as well: {sampled:,} counts that seemed wide; {wrong:,} were not."
        + (f"\nCounted as narrowed for want of time: {unsettled:,}; --seconds gives more." if unsettled else "")
    )
    if not costly:
        print(f"No count from 0 to 9 follows exactly; fewer than one in {_ONE_IN} is narrowed to four values or fewer.")
        return 0
    print(
        "\nThese cost too much. In queries/metrics/: publish by fewer or coarser dimensions, or leave the measure out."
    )
    return 1


def _shown(path: Path) -> str:
    return str(path.relative_to(ROOT)) if path.is_relative_to(ROOT) else str(path)
