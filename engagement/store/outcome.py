"""What became of the last load where it did not make its data current: refused, waiting for confirmation, or it died.

    snapshots/
      refused.json   the delivery is at fault, with all its faults
      waiting.json   the delivery has lost rows or columns, and somebody has to say that this is right
      failed.json    the load ended without a word: killed, or a fault of ours; it is tried again

At most one of them is there: each outcome takes the place of the one before, and a good load settles them all.
"""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from engagement.errors import EngagementError, Fault
from engagement.place import NOWHERE, Place
from engagement.settings import Settings
from engagement.store.record_file import now_text, read_record, write_record

REFUSED, WAITING, FAILED = "refused.json", "waiting.json", "failed.json"
ACCEPTED = "accepted.json"
_FIRST_RETRY = timedelta(seconds=15)
_LAST_RETRY = timedelta(minutes=15)


@dataclass(frozen=True)
class Refusal:
    """A delivery that was refused, and everything that is wrong with it."""

    refused_at: datetime
    faults: tuple[Fault, ...]


@dataclass(frozen=True)
class Waiting:
    """A delivery that is held until somebody accepts it, and what it has lost, a sentence each."""

    since: datetime
    snapshot_id: str
    losses: tuple[str, ...]

    @property
    def faults(self) -> tuple[Fault, ...]:
        """The same, for those who have to do something."""
        fix = "If the exports are whole: python -m engagement load --accept. Else put the whole ones there."
        what = f"A delivery is waiting for confirmation: {'; '.join(self.losses)}."
        return (Fault(what, NOWHERE, fix, "delivery-shrunk"),)


@dataclass(frozen=True)
class Failure:
    """A load that ended without a word.

    since: when it did so first; tried_at: when it did so last; tries: how often, on the same files.
    why: how it ended, in a sentence; signature: the mark of the inputs that it was tried on.
    """

    since: datetime
    tried_at: datetime
    tries: int
    why: str
    signature: str

    @property
    def faults(self) -> tuple[Fault, ...]:
        """The same, for those who have to do something."""
        fix = "It is tried again by itself. To see what it says: python -m engagement load"
        return (Fault(f"The load did not finish. {self.why}", NOWHERE, fix, "load-failed"),)

    def is_due(self, signature: str, *, first: timedelta = _FIRST_RETRY) -> bool:
        """Return whether to try again: at once on other files, else after a pause that doubles each time."""
        pause = min(first * 2 ** min(self.tries - 1, 10), _LAST_RETRY)
        return signature != self.signature or datetime.now(UTC) >= self.tried_at + pause


Outcome = Refusal | Waiting | Failure


def refusal(settings: Settings) -> Refusal | None:
    """Return the delivery that was refused since the last good load, if any. Cheap: reads one small file."""
    raw = read_record(settings.snapshots_dir / REFUSED)
    try:
        return Refusal(datetime.fromisoformat(raw["refused_at"]), tuple(map(_fault, raw["faults"])))
    except (KeyError, TypeError, ValueError):
        return None


def waiting(settings: Settings) -> Waiting | None:
    """Return the delivery that waits to be accepted, if any. Cheap: reads one small file."""
    raw = read_record(settings.snapshots_dir / WAITING)
    try:
        return Waiting(datetime.fromisoformat(raw["since"]), str(raw["snapshot"]), tuple(map(str, raw["losses"])))
    except (KeyError, TypeError, ValueError):
        return None


def failure(settings: Settings) -> Failure | None:
    """Return the load that died since the last good one, if any. Cheap: reads one small file."""
    raw = read_record(settings.snapshots_dir / FAILED)
    try:
        since, tried_at = (datetime.fromisoformat(raw[name]) for name in ("since", "tried_at"))
        return Failure(since, tried_at, int(raw["tries"]), str(raw["why"]), str(raw["signature"]))
    except (KeyError, TypeError, ValueError):
        return None


def outcome(settings: Settings) -> Outcome | None:
    """Return why the last load did not make its data current; None where it did."""
    return failure(settings) or waiting(settings) or refusal(settings)


def refuse(settings: Settings, error: EngagementError, *, signature: str) -> None:
    """Write down why a delivery was refused, for every page to say so; best effort where nothing can be written."""
    faults = [asdict(fault) for fault in error.faults]
    _keep(settings, REFUSED, {"refused_at": now_text(), "signature": signature, "faults": faults})


def hold(settings: Settings, snapshot_id: str, losses: tuple[str, ...], *, signature: str) -> None:
    """Write down that a delivery waits to be accepted, and what it has lost."""
    record = {"since": now_text(), "snapshot": snapshot_id, "signature": signature, "losses": losses}
    _keep(settings, WAITING, record)


def accept(settings: Settings, held: Waiting, *, by: str) -> None:
    """Write down that somebody has said that a held delivery is right; whoever loads looks for it.

    Raises:
        OSError: the folder of requests cannot be written to.
    """
    settings.requests_dir.mkdir(mode=0o750, exist_ok=True)
    write_record(settings.requests_dir / ACCEPTED, {"snapshot": held.snapshot_id, "by": by, "at": now_text()})


def is_accepted(settings: Settings, snapshot_id: str) -> bool:
    """Whether somebody has said that the delivery that these records are of is right."""
    return read_record(settings.requests_dir / ACCEPTED).get("snapshot") == snapshot_id


def fail(settings: Settings, why: str, *, signature: str, before: Failure | None) -> Failure:
    """Write down how a load ended; best effort where nothing can be written.

    Args:
        settings: where snapshots are.
        why: how it ended, in a sentence.
        signature: the mark of the inputs that it was tried on.
        before: the failure that this one repeats or follows.
    """
    now = datetime.now(UTC)
    tries = before.tries + 1 if before and before.signature == signature else 1
    failed = Failure(before.since if before else now, now, tries, why, signature)
    moments = {"since": failed.since.isoformat(), "tried_at": now.isoformat()}
    _keep(settings, FAILED, {**asdict(failed), **moments})
    return failed


def settle(folder: Path, *, but: str = "") -> None:
    """Forget every outcome, or every other one."""
    for name in {REFUSED, WAITING, FAILED} - {but}:
        (folder / name).unlink(missing_ok=True)


def _fault(raw: Mapping[str, Any]) -> Fault:
    return Fault(**{**raw, "where": Place(**raw["where"])})


def _keep(settings: Settings, name: str, value: Mapping[str, Any]) -> None:
    with contextlib.suppress(OSError):
        settings.snapshots_dir.mkdir(parents=True, exist_ok=True)
        write_record(settings.snapshots_dir / name, value)
        settle(settings.snapshots_dir, but=name)
