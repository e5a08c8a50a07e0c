"""A thread that looks for new deliveries, and loads them in a process of its own while people browse."""

from __future__ import annotations

import logging
import threading
import time
from datetime import timedelta

from engagement.loading.load_process import LoadProcess
from engagement.settings import Settings
from engagement.store import outcome, snapshots
from engagement.store.fingerprint import signature
from engagement.store.outcome import Failure, Refusal, Waiting

log = logging.getLogger("engagement")

_LOOK_SECONDS = 2.0
_SETTLED_SECONDS = 2.0
_RETRY_SECONDS = 15.0


class Watcher:
    """Looks every two seconds; loads once nothing has changed for two seconds, so that half a copy is not read.

    A load that dies is tried again after `retry_seconds`, then after twice as long, and so on to a quarter of an hour.
    Log lines name files and counts, never values.
    """

    def __init__(
        self,
        settings: Settings,
        *,
        look_seconds: float = _LOOK_SECONDS,
        settled_seconds: float = _SETTLED_SECONDS,
        retry_seconds: float = _RETRY_SECONDS,
    ) -> None:
        self._settings = settings
        self._look_seconds = look_seconds
        self._settled_seconds = settled_seconds
        self._retry_seconds = retry_seconds
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="engagement-watcher", daemon=True)
        self._process = LoadProcess(settings)
        self._failure: Failure | None = None

    def start(self) -> None:
        """Begin to look. What changed while nobody looked is loaded too."""
        self._thread.start()

    def stop(self) -> None:
        """Stop looking, and stop a load that is running: the last good snapshot stays as it is."""
        self._stopping.set()
        self._process.stop()
        if self._thread.is_alive():
            self._thread.join(timeout=10)

    @property
    def failure(self) -> Failure | None:
        """How the last load died, also where the disk was too full to write it down."""
        return self._failure

    def _run(self) -> None:
        self._failure = outcome.failure(self._settings)
        found, since = "", time.monotonic()
        while not self._stopping.wait(self._look_seconds):
            try:
                now = self._signature()
                if now != found:
                    found, since = now, time.monotonic()
                if found and time.monotonic() - since >= self._settled_seconds and self._is_due(found):
                    self._load()
            except Exception as error:
                why = f"It is a fault of the program: {type(error).__name__}."
                self._failure = outcome.fail(self._settings, why, signature=found, before=self._failure)
                log.exception("looking for deliveries failed")
                found = ""

    def _is_due(self, mark: str) -> bool:
        """Whether these files were not tried yet, or it is time to try them again."""
        if mark in snapshots.seen(self._settings) and outcome.failure(self._settings) is None:
            self._failure = None
            return False
        return self._failure is None or self._failure.is_due(mark, first=timedelta(seconds=self._retry_seconds))

    def _signature(self) -> str:
        try:
            return signature(self._settings)
        except OSError:  # a folder that is away for a moment, on a network drive
            return ""

    def _load(self) -> None:
        before = snapshots.last_good(self._settings)
        started = time.monotonic()
        found = self._process.run(before=self._failure)
        if self._stopping.is_set():
            return
        seconds = time.monotonic() - started
        self._failure = found if isinstance(found, Failure) else None
        now = snapshots.last_good(self._settings)
        if isinstance(found, Refusal):
            log.warning("load refused after %.1f s: %s fault(s)", seconds, len(found.faults))
            for fault in found.faults:
                log.warning("fault: %s | where: %s | rule: %s", fault.what, fault.where, fault.rule)
        elif isinstance(found, Waiting):
            log.warning("load held after %.1f s: %s", seconds, "; ".join(found.losses))
        elif isinstance(found, Failure):
            log.error("load failed after %.1f s, %s time(s) so far: %s", seconds, found.tries, found.why)
        elif now is not None:
            log.info("load done after %.1f s: %s", seconds, _counts(now))
            if before is None or before.id != now.id:
                log.info("swap: snapshot %s is current, was %s", now.id, before.id if before else "none")


def _counts(snapshot: snapshots.Snapshot) -> str:
    deliveries = [each for each in snapshots.record(snapshot)["deliveries"] if each["file"].startswith("exports/")]
    total = {name: sum(each[name] for each in deliveries) for name in ("rows_taken", "rows_rejected", "values_emptied")}
    return (
        f"{len(deliveries)} files, {total['rows_taken']} rows taken, {total['rows_rejected']} rejected, "
        f"{total['values_emptied']} values emptied"
    )
