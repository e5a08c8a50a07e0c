"""Kill sixty loads at random moments and swap the release forty times under questions: no half of anything is seen.

A load is `python -m engagement load` in a process of its own, ended by the signal that no process can catch, at a
moment drawn from the time that a whole load takes. After each, what is current has to be one of the two last
deliveries, whole.
"""

from __future__ import annotations

import argparse
import random
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import suppress
from pathlib import Path

from benchmarks.report import machine, seconds
from engagement.demo import write_demo
from engagement.settings import ROOT, Settings, load_settings
from engagement.store.history import deliveries
from engagement.store.snapshots import current, point_to
from engagement.warehouse import Warehouse, open_warehouse

LOADS, SWAPS, PLACEMENTS, ASKERS = 60, 40, 5_000, 4
_COUNT = "select count(*) as n, any_value(partner_name) filter (partner_name like 'Delivery %') as name from agreements"


def deliver(settings: Settings, name: str) -> None:
    """Change the name of the first partner in the register."""
    path = settings.exports_dir / "partnerships.csv"
    header, first, *others = path.read_text(encoding="utf-8").splitlines(keepends=True)
    column = header.rstrip("\n").split(",").index("partner_name")
    cells = first.split(",")
    cells[column] = name
    path.write_text("".join([header, ",".join(cells), *others]), encoding="utf-8")


def start(settings: Settings) -> subprocess.Popen[bytes]:
    """Start a load."""
    command = [sys.executable, "-m", "engagement", "load", "--data", str(settings.data_dir)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def shown(settings: Settings) -> tuple[int, str]:
    """How many agreements there are, and the name of the first partner, as a dashboard that starts now sees them."""
    row = open_warehouse(settings).view.database.run(_COUNT).to_pylist()[0]
    return row["n"], row["name"]


def kill(settings: Settings, loads: int, chance: random.Random) -> tuple[list[float], list[str]]:
    """Kill so many loads; return how long each had run, and what was wrong afterwards."""
    deliver(settings, "Delivery 0")
    whole = seconds(lambda: start(settings).wait())
    rows, before = shown(settings)
    ran: list[float] = []
    faults: list[str] = []
    for number in range(1, loads + 1):
        deliver(settings, name := f"Delivery {number}")
        process, after = start(settings), chance.uniform(0, 1.1 * whole)
        with suppress(subprocess.TimeoutExpired):
            process.wait(timeout=after)
        process.kill()
        process.wait()
        ran.append(after)
        try:
            found = shown(settings)
        except Exception as error:  # noqa: BLE001  whatever it is, it is what is counted here
            faults.append(f"{number}: {type(error).__name__}")
            continue
        if found not in ((rows, before), (rows, name)):
            faults.append(f"{number}: {found}")
        before = found[1]
    start(settings).wait()
    return ran, faults if shown(settings)[1] == name else [*faults, "the last load"]


def swap(settings: Settings, swaps: int) -> tuple[int, list[str]]:
    """Make two releases current in turn while threads ask; return the answers and what was wrong."""
    warehouse = open_warehouse(settings, look_every_seconds=0)
    first, second = deliveries(settings)[:2]
    stop, answers = threading.Event(), [0] * ASKERS
    faults: list[str] = []
    askers = [threading.Thread(target=_ask, args=(warehouse, stop, answers, faults, n)) for n in range(ASKERS)]
    for asker in askers:
        asker.start()
    for number in range(swaps):
        release = (second, first)[number % 2]
        point_to(settings, release, signature="")
        warehouse.refresh()
        if current(settings) != release or warehouse.snapshot.id != release.id:
            faults.append(f"swap {number} was not seen")
        time.sleep(0.1)
    stop.set()
    for asker in askers:
        asker.join()
    return sum(answers), faults


def _ask(warehouse: Warehouse, stop: threading.Event, answers: list[int], faults: list[str], place: int) -> None:
    while not stop.is_set():
        try:
            view = warehouse.view
            result = view.run("cards/active_agreements", policy_years=1 + answers[place] % 40)
            if not result.table.num_rows or result.provenance.snapshot_id != view.snapshot.id:
                faults.append("an answer of another release")
            answers[place] += 1
        except Exception as error:  # noqa: BLE001  as above
            faults.append(f"{type(error).__name__}: {error}")
            return


def main() -> None:
    """Print what was killed and swapped, and what was wrong."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--loads", type=int, default=LOADS)
    parser.add_argument("--swaps", type=int, default=SWAPS)
    given, _ = parser.parse_known_args()
    print(machine())
    with tempfile.TemporaryDirectory(prefix="killed-loads-") as folder:
        data = Path(folder) / "data"
        write_demo(data, placements=PLACEMENTS)
        settings = load_settings(data_dir=data)
        ran, faults = kill(settings, given.loads, random.Random(20261101))  # noqa: S311  moments, no secrets
        verdict = "holds" if not faults else f"MISSED {faults[:3]}"
        print(f"{len(ran)} loads killed after {min(ran):.1f} to {max(ran):.1f} s, median {statistics.median(ran):.1f}")
        print(f"{len(ran) - len(faults)} left one whole delivery, and the next load came through: {verdict}")
        answers, faults = swap(settings, given.swaps)
        verdict = "holds" if not faults else f"MISSED {sorted(set(faults))[:3]}"
        print(f"{given.swaps} swaps under {answers:,} answers of {ASKERS} threads, {len(faults)} wrong: {verdict}")


if __name__ == "__main__":
    main()
