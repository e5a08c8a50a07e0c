"""`load` with publishing, against a bare typed `create table as select … from read_csv`: 1 and 10 million placements.

    python -m benchmarks load

Both run in a process of their own, so that memory and processor time are theirs alone. Generated data is kept in
benchmarks/output/ for the next time; ENGAGEMENT_BENCHMARK_SIZES names other sizes, such as "100000 1000000".
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from benchmarks.report import Comparison, machine, seconds
from engagement.contract import load_contract
from engagement.demo import PLANTED, write_demo
from engagement.quoting import identifier, literal
from engagement.settings import ROOT, Settings

LIMIT = 5.0
MEMORY_LIMIT_GB = 6
OUTPUT = ROOT / "benchmarks" / "output"
RUNS = {1_000_000: 5, 10_000_000: 3}

_SPENT = """
import resource, sys
spent = resource.getrusage(resource.RUSAGE_SELF)
print(spent.ru_maxrss / (1e9 if sys.platform == "darwin" else 1e6), spent.ru_utime + spent.ru_stime)
"""
_OURS = f"""
import sys
from engagement.loading.load import load
from engagement.settings import load_settings
assert load(load_settings(data_dir=sys.argv[1])).built
{_SPENT}
"""
_FLOOR = f"""
import sys, duckdb
with duckdb.connect(sys.argv[1]) as connection:
    for sql in sys.argv[2:]:
        connection.execute(sql)
{_SPENT}
"""


def main() -> None:
    """Print the ratios with their spread, the peaks of memory, the machine and the versions."""
    print(machine())
    sizes = [int(size) for size in os.environ.get("ENGAGEMENT_BENCHMARK_SIZES", "").split()] or list(RUNS)
    for size in sizes:
        _compare(size, runs=RUNS.get(size, 5))


@dataclass
class _Spent:
    """Gigabytes of memory at most, and seconds of processor time, of each run."""

    memory: list[float] = field(default_factory=list)
    processor: list[float] = field(default_factory=list)

    def run(self, code: str, *arguments: str) -> None:
        command = [sys.executable, "-c", code, *arguments]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        if done.returncode:
            sys.exit(done.stderr)
        memory, processor = done.stdout.split()[-2:]
        self.memory.append(float(memory))
        self.processor.append(float(processor))


def _compare(size: int, *, runs: int) -> None:
    data = _data(size)
    ours, floor = _Spent(), _Spent()
    floor_database = OUTPUT / "floor.duckdb"

    def load() -> None:
        _forget(data)
        ours.run(_OURS, str(data))

    def copy() -> None:
        floor_database.unlink(missing_ok=True)
        floor.run(_FLOOR, str(floor_database), *_typed_copies(data))

    pairs = [(seconds(load), seconds(copy)) for _ in range(runs)]
    times = (tuple(pair[0] for pair in pairs), tuple(pair[1] for pair in pairs))
    print(Comparison(f"load of {size:,} placements", *times, LIMIT))
    print(f"  peak memory: ours {max(ours.memory):.2f} GB (limit {MEMORY_LIMIT_GB}), floor {max(floor.memory):.2f} GB")
    print(
        f"  processor time: ours {median(ours.processor):.1f} s, floor {median(floor.processor):.1f} s, "
        f"{median(ours.processor) / median(floor.processor):.2f} x (steadier than the clock on a busy machine)"
    )
    megabytes = sum(path.stat().st_size for path in (data / "exports").iterdir()) / 1e6
    floor_megabytes = floor_database.stat().st_size / 1e6
    print(
        f"  exports {megabytes:,.0f} MB, records {_megabytes(data, 'people.duckdb'):,.0f} MB, "
        f"release {_megabytes(data, 'release.duckdb'):,.0f} MB, floor {floor_megabytes:,.0f} MB",
        flush=True,
    )
    floor_database.unlink()
    _forget(data)


def _data(size: int) -> Path:
    """Make a data folder of generated exports without planted faults, which a bare typed copy cannot read."""
    data = OUTPUT / f"data-{size}"
    if (data / "done").exists():
        return data
    shutil.rmtree(data, ignore_errors=True)
    print(f"writing {size:,} placements to {data}", flush=True)
    write_demo(data, placements=size)
    (data / "exports" / "demonstration.json").unlink()
    for name in {planted.table for planted in PLANTED}:
        _cut_off_last_lines(data / "exports" / f"{name}.csv", sum(planted.table == name for planted in PLANTED))
    (data / "done").touch()
    return data


def _cut_off_last_lines(path: Path, count: int) -> None:
    with path.open("r+b") as file:
        size = file.seek(0, os.SEEK_END)
        file.seek(max(0, size - 100_000))
        tail = file.read()
        ends = [match.end() for match in re.finditer(rb"\n", tail)]
        file.truncate(size - len(tail) + ends[-1 - count])


def _typed_copies(data: Path) -> list[str]:
    """One `create table as` for each export, with the contract's types given, as a careful analyst would write it."""
    settings = Settings(data_dir=data, queries_dir=ROOT / "queries")
    contract = load_contract(settings.contract_path)
    copies = []
    for path in sorted((data / "exports").glob("*.csv")):
        with path.open(encoding="utf-8") as file:
            headers = file.readline().strip().split(",")
        types = {each.name: each.duckdb_type for each in contract.tables[path.stem].fields}
        columns = ", ".join(f"{literal(header)}: {literal(types[header])}" for header in headers)
        source = f"read_csv({literal(str(path))}, header = true, columns = {{{columns}}})"
        copies.append(f"create table {identifier(path.stem)} as select * from {source}")
    return copies


def _forget(data: Path) -> None:
    for name in ("snapshots", "records"):
        shutil.rmtree(data / name, ignore_errors=True)


def _megabytes(data: Path, database: str) -> float:
    return sum(path.stat().st_size for path in data.glob(f"*/*/{database}")) / 1e6


if __name__ == "__main__":
    main()
