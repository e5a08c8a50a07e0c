"""Time two things in turn and print their ratio with its spread, the machine and the versions."""

from __future__ import annotations

import gc
import os
import platform
import re
import resource
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path


@dataclass(frozen=True)
class Comparison:
    """Paired seconds of ours and the floor, run in turn so that a drifting machine touches both."""

    name: str
    ours: tuple[float, ...]
    floor: tuple[float, ...]
    limit: float

    @property
    def ratios(self) -> list[float]:
        """Ours over floor, pair by pair."""
        return [ours / floor for ours, floor in zip(self.ours, self.floor, strict=True)]

    @property
    def is_met(self) -> bool:
        """Whether the median ratio keeps the limit."""
        return statistics.median(self.ratios) <= self.limit

    def __str__(self) -> str:
        ratios = self.ratios
        verdict = "holds" if self.is_met else "MISSED"
        return (
            f"{self.name}: {statistics.median(ratios):.2f} x (spread {min(ratios):.2f} to {max(ratios):.2f}, "
            f"{len(ratios)} pairs; limit {self.limit:g}: {verdict}); "
            f"ours {_seconds(self.ours)}, floor {_seconds(self.floor)}"
        )


def compare(
    name: str,
    ours: Callable[[], object],
    floor: Callable[[], object],
    *,
    limit: float,
    runs: int = 5,
    warmup: int = 1,
) -> Comparison:
    """Run `ours` and `floor` in turn, `warmup` rounds uncounted, then `runs` counted rounds."""
    for _ in range(warmup):
        ours()
        floor()
    pairs = [(seconds(ours), seconds(floor)) for _ in range(runs)]
    return Comparison(name, tuple(pair[0] for pair in pairs), tuple(pair[1] for pair in pairs), limit)


def seconds(work: Callable[[], object]) -> float:
    """Wall seconds of one call."""
    gc.collect()
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def machine() -> str:
    """One line: processors, memory, and the versions that matter."""
    packages = " ".join(f"{name} {version(name)}" for name in ("duckdb", "streamlit", "plotly", "pandas"))
    memory = ""
    if hasattr(os, "sysconf") and "SC_PHYS_PAGES" in os.sysconf_names:
        memory = f", {os.sysconf('SC_PAGE_SIZE') * os.sysconf('SC_PHYS_PAGES') / 2**30:.0f} GB"
    system = f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores{memory}"
    return f"{system}, Python {platform.python_version()}, {packages}"


def _seconds(values: tuple[float, ...]) -> str:
    return f"{statistics.median(values):.3f} s ({min(values):.3f} to {max(values):.3f})"


def peak_megabytes() -> float:
    """Return the most memory that this process has had, in MB; if /proc has it, without that of its parent."""
    status = Path("/proc/self/status")
    if status.exists():
        kilobytes = re.search(r"VmHWM:\s+(\d+)", status.read_text(encoding="utf-8"))
        if kilobytes:
            return int(kilobytes[1]) / 1e3
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1e6 if sys.platform == "darwin" else 1e3)
