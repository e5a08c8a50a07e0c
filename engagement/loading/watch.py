"""A thread that looks for new deliveries, and loads them in a process of its own while people browse."""

from __future__ import annotations

import contextlib
import logging
import os
import subprocess
import sys
import threading
import time

from engagement import snapshots
from engagement.fingerprint import signature
from engagement.settings import ROOT, Settings

log = logging.getLogger("engagement")

_LOOK_SECONDS = 2.0
_SETTLED_SECONDS = 2.0
_NICENESS = 10


class Watcher:
    """Looks every two seconds; loads once nothing has changed for two seconds, so that half a copy is not read.

    Loading takes a process of its own, at low priority: the dashboard stays quick, and a load that needs too much
    memory takes nobody with it. Log lines name files and counts, never values.
    """

    def __init__(
        self, settings: Settings, *, look_seconds: float = _LOOK_SECONDS, settled_seconds: float = _SETTLED_SECONDS
    ) -> None:
        self._settings = settings
        self._look_seconds = look_seconds
        self._settled_seconds = settled_seconds
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="engagement-watcher", daemon=True)
        self._process: subprocess.Popen[bytes] | None = None
        self._lock = threading.Lock()

    def start(self) -> None:
        """Begin to look. What changed while nobody looked is loaded too."""
        self._thread.start()

    def stop(self) -> None:
        """Stop looking, and stop a load that is running: the last good snapshot stays as it is."""
        self._stopping.set()
        with self._lock:
            if self._process is not None and self._process.poll() is None:
                self._process.terminate()
        if self._thread.is_alive():
            self._thread.join(timeout=10)

    def _run(self) -> None:
        found, since = "", time.monotonic()
        tried = ""
        while not self._stopping.wait(self._look_seconds):
            now = self._signature()
            if now != found:
                found, since = now, time.monotonic()
            has_settled = time.monotonic() - since >= self._settled_seconds
            # A load that ended without a word is not tried again and again on the same files.
            if found and has_settled and found != tried and found not in snapshots.seen(self._settings):
                tried = found
                self._load()

    def _signature(self) -> str:
        try:
            return signature(self._settings)
        except OSError:  # a folder that is away for a moment, on a network drive
            return ""

    def _load(self) -> None:
        before = snapshots.last_good(self._settings)
        started = time.monotonic()
        code = self._run_load()
        if self._stopping.is_set():
            return
        seconds = time.monotonic() - started
        refused = snapshots.refusal(self._settings)
        now = snapshots.last_good(self._settings)
        if code != 0 and refused is not None:
            log.warning("load refused after %.1f s: %s fault(s)", seconds, len(refused.faults))
            for fault in refused.faults:
                log.warning("fault: %s | where: %s | rule: %s", fault.what, fault.where, fault.rule)
        elif code != 0 or now is None:
            log.error("load failed after %.1f s with exit code %s", seconds, code)
        else:
            counts = _counts(now)
            log.info("load done after %.1f s: %s", seconds, counts)
            if before is None or before.id != now.id:
                log.info("swap: snapshot %s is current, was %s", now.id, before.id if before else "none")

    def _run_load(self) -> int:
        command = [sys.executable, "-m", "engagement", "load"]
        command += ["--data", str(self._settings.data_dir), "--queries", str(self._settings.queries_dir)]
        with self._lock:
            if self._stopping.is_set():
                return 0
            self._process = subprocess.Popen(
                command, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
            )
        if sys.platform != "win32":
            with contextlib.suppress(OSError):
                os.setpriority(os.PRIO_PROCESS, self._process.pid, _NICENESS)
        return self._process.wait()


def _counts(snapshot: snapshots.Snapshot) -> str:
    deliveries = [each for each in snapshots.record(snapshot)["deliveries"] if each["file"].startswith("exports/")]
    total = {name: sum(each[name] for each in deliveries) for name in ("rows_taken", "rows_rejected", "values_emptied")}
    return (
        f"{len(deliveries)} files, {total['rows_taken']} rows taken, {total['rows_rejected']} rejected, "
        f"{total['values_emptied']} values emptied"
    )
