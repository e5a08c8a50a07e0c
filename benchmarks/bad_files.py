"""Damage each export in every way that exports have been damaged, and load: a sentence, never a crash.

After each load, what is current has to be whole: the delivery before, or this one with its damage in the ledger.
"""

from __future__ import annotations

import argparse
import random
import shutil
import tempfile
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

from benchmarks.report import machine
from engagement.demo import write_demo
from engagement.errors import EngagementError
from engagement.loading.load import load
from engagement.settings import Settings, load_settings
from engagement.warehouse import open_warehouse

PLACEMENTS = 2_000
Damage = Callable[[bytes, random.Random], bytes]


def _flipped(content: bytes, chance: random.Random) -> bytes:
    changed = bytearray(content)
    for _ in range(200):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def _cells(content: bytes, chance: random.Random) -> bytes:
    """Values that no field can mean, in cells anywhere."""
    bad = (b"#REF!", b"9999-12-31", b"1e308", b"\xef\xbf\xbf", b"=cmd()", b"-1", b"NaN", b"\xe2\x80\xae")
    lines = content.split(b"\n")
    for _ in range(300):
        row = chance.randrange(1, len(lines))
        cells = lines[row].split(b",")
        cells[chance.randrange(len(cells))] = chance.choice(bad)
        lines[row] = b",".join(cells)
    return b"\n".join(lines)


DAMAGES: Mapping[str, Damage] = MappingProxyType(
    {
        "empty": lambda content, _: b"",
        "the header alone": lambda content, _: content.split(b"\n")[0],
        "no header": lambda content, _: content.partition(b"\n")[2],
        "cut off anywhere": lambda content, chance: content[: chance.randrange(len(content))],
        "cut off in its last row": lambda content, _: content[:-20],
        "a quote never closed": lambda content, _: content.replace(b",", b',"', 1),
        "bytes flipped": _flipped,
        "values that mean nothing": _cells,
        "UTF-16": lambda content, _: content.decode().encode("utf-16"),
        "UTF-16 without its mark": lambda content, _: content.decode().encode("utf-16-le"),
        "Latin-1": lambda content, _: content.decode().encode("latin-1", "replace"),
        "called .csv and a workbook": lambda content, _: b"PK\x03\x04" + content,
        "zeros from the middle on": lambda content, _: content[: len(content) // 2] + bytes(len(content) // 2),
        "semicolons": lambda content, _: content.replace(b",", b";"),
        "another separator halfway": lambda content, _: (
            content[: len(content) // 2].replace(b",", b"\t") + content[len(content) // 2 :]
        ),
        "columns twice": lambda content, _: b"\n".join(line + b"," + line for line in content.split(b"\n")),
        "every row twice": lambda content, _: content + content.partition(b"\n")[2],
        "one very long cell": lambda content, _: content.replace(b",", b"," + b"x" * 5_000_000, 1),
        "a page of HTML": lambda content, _: b"<!doctype html><title>Sign in</title>" * 50,
        "old line ends": lambda content, _: content.replace(b"\n", b"\r"),
    }
)


def tried(settings: Settings, path: Path, damaged: bytes, rows: int) -> str:
    """Load one damaged file; return what became of it, or what was wrong in capitals."""
    path.write_bytes(damaged)
    try:
        load(settings)
        fate = "loaded"
    except EngagementError as error:
        is_said = all(fault.what and str(fault.where) and fault.fix for fault in error.faults)
        fate = {"HeldError": "held"}.get(type(error).__name__, "refused") if is_said else "REFUSED WITHOUT A WORD"
    except Exception as error:  # noqa: BLE001  whatever it is, it is what is counted here
        return f"CRASHED {type(error).__name__}"
    found = open_warehouse(settings).run("partnerships/register").table.num_rows
    return fate if fate == "loaded" or found == rows else "CHANGED WITHOUT A LOAD"


def main() -> None:
    """Print what became of each kind of damage."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--seeds", type=int, default=1, help="how often damage that is drawn at random is tried")
    given, _ = parser.parse_known_args()
    print(machine())
    wrong = 0
    with tempfile.TemporaryDirectory(prefix="bad-files-") as folder:
        good = Path(folder) / "good"
        write_demo(good, placements=PLACEMENTS)
        load(load_settings(data_dir=good))
        rows = open_warehouse(load_settings(data_dir=good)).run("partnerships/register").table.num_rows
        for name, damage in DAMAGES.items():
            fates: Counter[str] = Counter()
            for file in ("partnerships.csv", "placements.csv", "leadership_diagnostics.csv"):
                for seed in range(given.seeds):
                    data = Path(folder) / "data"
                    shutil.copytree(good, data)
                    path = data / "exports" / file
                    damaged = damage(path.read_bytes(), random.Random(seed))  # noqa: S311  damage, no secrets
                    fates[tried(load_settings(data_dir=data), path, damaged, rows)] += 1
                    shutil.rmtree(data)
            wrong += sum(times for fate, times in fates.items() if fate[:3].isupper())
            print(f"{name}: {', '.join(f'{times} {fate}' for fate, times in fates.items())}", flush=True)
    print(f"{wrong} wrong: {'holds' if not wrong else 'MISSED'}")


if __name__ == "__main__":
    main()
