"""python -m engagement attack: what the release gives away of small counts, table by table."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from engagement.catalog import load_catalog
from engagement.commands.printing import note
from engagement.contract import load_contract
from engagement.errors import Fault, InputError, SnapshotError
from engagement.export.text_table import text_table
from engagement.place import NOWHERE, Place
from engagement.settings import ROOT, load_settings
from engagement.store.snapshots import current

_HEADERS = ("table", "count", "cells", "under 10", "settled", "follow exactly", "four values or fewer", "share")


def run(arguments: argparse.Namespace) -> int:
    """Print what follows; 1 where a small count follows exactly, or too many are narrowed."""
    try:
        from engagement.attack import ONE_IN, attack
    except ModuleNotFoundError as error:
        fix = "python -m pip install -r requirements-attack.txt"
        raise InputError(Fault("This command needs scipy.", NOWHERE, fix, "attack-scipy")) from error
    settings = load_settings(data_dir=arguments.data, queries_dir=arguments.queries)
    snapshot = current(settings)
    if snapshot is None:
        fix = "python -m engagement load builds it."
        raise SnapshotError(
            Fault("There is no snapshot yet.", Place.of(settings.snapshots_dir), fix, "snapshot-missing")
        )
    catalog = load_catalog(settings.queries_dir, load_contract(settings.contract_path, settings.own_tables_dir))
    findings = []
    for finding in attack(snapshot.database, catalog.populations, seconds=arguments.seconds):
        if sys.stderr.isatty():
            note(f"{finding.table}, {finding.measure}")
        findings.append(finding)
    if not findings:
        print("There is nothing to attack: the release has no count of people.")
        return 0
    rows = []
    for finding in findings:
        numbers = (finding.cells, finding.small, finding.settled, finding.exact, finding.narrowed)
        rows.append((finding.table, finding.measure, *map("{:,}".format, numbers), f"{finding.share:.1%}"))
    print(text_table(_HEADERS, rows, right=range(2, 8)))
    costly = [finding for finding in findings if finding.is_costly]
    for finding in costly:
        examples = "; ".join(finding.examples) or "too few were settled; --seconds"
        print(f"\n{finding.table}, {finding.measure}: {examples}")
    if costly:
        fix = "publish by fewer or coarser dimensions, set coarse = true, or leave the measure out."
        print(f"\nThese cost too much. In queries/metrics/: {fix}")
        return 1
    print(f"\nNo count from 0 to 9 follows exactly; fewer than one in {ONE_IN} is narrowed to four values or fewer.")
    return 0


def _shown(path: Path) -> str:
    return str(path.relative_to(ROOT)) if path.is_relative_to(ROOT) else str(path)
