"""Every benchmark in turn: python -m benchmarks [name …]."""

from __future__ import annotations

import importlib
import sys

NAMES = (
    "load",
    "warehouse",
    "pages",
    "first_visit",
    "idle_tabs",
    "memory",
    "fifty_sessions",
    "brief",
    "save_to_screen",
    "killed_loads",
    "bad_files",
)


def main(names: list[str]) -> int:
    """Run the named benchmarks, or all; each module has a `main()` that prints its ratios."""
    for name in names or NAMES:
        print(f"\n== {name}", flush=True)
        importlib.import_module(f"benchmarks.{name}").main()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
