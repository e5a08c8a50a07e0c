"""Every query that a page asks, first time asked: at 10 million placements against the demonstration data.

    python -m benchmarks warehouse            10 million placements; BENCHMARK_PLACEMENTS=1000000 for fewer

Each side is a process of its own, which does what a web server does: it opens the release and asks each query for all
years and for a region in one year. The cache of answers is emptied before each. Its memory is told as well.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import replace
from pathlib import Path
from statistics import median

from benchmarks.report import Comparison, machine
from engagement.demo import write_demo
from engagement.loading.load import load
from engagement.settings import ROOT, Settings, load_settings

LIMIT = 1.5
LIMIT_SECONDS = 0.3
LIMIT_MEGABYTES = 400
RUNS = 3

_ASK = """
import json, sys
from benchmarks.report import peak_megabytes, seconds
from engagement.errors import EngagementError
from engagement.settings import load_settings
from engagement.warehouse import open_warehouse

view = open_warehouse(load_settings(data_dir=sys.argv[1])).view
took = {}
for name in sorted(view.catalog.queries):
    for label, given in (("all years", {}), ("Africa 2024", {"regions": ["Africa"], "period": "2024"})):
        runs = []
        try:
            for _ in range(int(sys.argv[2])):
                view.cache.clear()
                runs.append(seconds(lambda: view.run(name, **given)))
        except EngagementError as error:
            print(f"{name} is not asked: {error}", file=sys.stderr)
            break
        took[f"{name}, {label}"] = runs
print(json.dumps({"took": took, "megabytes": peak_megabytes()}))
"""


def main() -> None:
    """Print the slowest queries, the ratio of all together, and the memory of the process that asks."""
    placements = int(os.environ.get("BENCHMARK_PLACEMENTS", 10_000_000))
    print(machine())
    with tempfile.TemporaryDirectory() as folder:
        small = Path(folder) / "data"
        shutil.copytree(ROOT / "data", small, ignore=shutil.ignore_patterns("snapshots", "records", ".salt"))
        load(load_settings(data_dir=small))
        floor, _ = _asked(small)
    ours, megabytes = _asked(prepare(placements).data_dir)
    compared = [
        Comparison(name, tuple(ours[name]), tuple(floor[name]), LIMIT) for name in sorted(ours.keys() & floor.keys())
    ]
    for each in sorted(compared, key=lambda each: median(each.ours), reverse=True)[:10]:
        print(each)
    of_ours = tuple(map(sum, zip(*(each.ours for each in compared), strict=True)))
    of_floor = tuple(map(sum, zip(*(each.floor for each in compared), strict=True)))
    print(Comparison(f"\nall {len(compared)} together, at {placements:,} placements", of_ours, of_floor, LIMIT))
    slowest = max(median(each.ours) for each in compared)
    print(f"slowest: {slowest * 1000:.0f} ms {_verdict(slowest, LIMIT_SECONDS)}")
    print(f"memory of the process at most: {megabytes:.0f} MB {_verdict(megabytes, LIMIT_MEGABYTES)}")


def prepare(placements: int) -> Settings:
    """Return settings of a loaded data folder with so many generated placements; keep it for the next benchmark."""
    data = ROOT / "benchmarks" / "output" / f"placements-{placements}"
    if not (data / "exports" / "demonstration.json").exists():
        print(f"writing {placements:,} placements to {data} …", flush=True)
        write_demo(data, placements=placements)
    # the limit is there to stop runaways, not to be measured on a busy machine
    settings = replace(load_settings(data_dir=data), query_seconds=600)
    load(settings, progress=lambda what: print(f"  {what}", flush=True))
    return settings


def _asked(data: Path) -> tuple[dict[str, list[float]], float]:
    """Seconds of every query on a data folder's release, by name, and the most memory in MB."""
    command = [sys.executable, "-c", _ASK, str(data), str(RUNS)]
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)
    found = json.loads(done.stdout.splitlines()[-1])
    return found["took"], found["megabytes"]


def _verdict(value: float, limit: float) -> str:
    return f"(limit {limit:g}: {'holds' if value <= limit else 'MISSED'})"


if __name__ == "__main__":
    main()
