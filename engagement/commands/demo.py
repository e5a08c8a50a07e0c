"""python -m engagement demo: demonstration exports of any size."""

from __future__ import annotations

import argparse
import sys

from engagement.commands.printing import note
from engagement.demo import write_demo
from engagement.export.text_table import text_table


def run(arguments: argparse.Namespace) -> int:
    """Write the exports and say how many rows each file has."""
    chosen = {name: getattr(arguments, name) for name in ("placements", "seed") if getattr(arguments, name) is not None}
    demonstration = write_demo(arguments.out, progress=note if sys.stderr.isatty() else None, **chosen)
    rows = [(file, f"{count:,}") for file, count in demonstration.rows.items()]
    print(text_table(("file", "rows"), rows, right=[1]))
    note(f"\nLoad it with: python -m engagement load --data {arguments.out}")
    return 0
