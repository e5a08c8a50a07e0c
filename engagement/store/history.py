"""The deliveries that are kept: which there were, which one somebody asks for, and what is removed when it is old."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

from engagement.errors import CallError, Fault
from engagement.place import Place
from engagement.settings import Settings
from engagement.store.snapshots import Snapshot, current_records, last_good, record, records, releases

_MOST_RECORDS = 3


def deliveries(settings: Settings) -> list[Snapshot]:
    """Return a release of each kept delivery, the last loaded first.

    Where one delivery was released several times, as after a metrics file was saved, that is the current release, else
    the one that was built last.
    """
    now = last_good(settings)
    by_delivery: dict[object, Snapshot] = {}
    for release in [*([now] if now else []), *_built_last(releases(settings).whole())]:
        by_delivery.setdefault(record(release).get("records", release.id), release)
    return sorted(by_delivery.values(), key=lambda release: (release.loaded_at, release.id), reverse=True)


def before(settings: Settings, release: Snapshot) -> Snapshot | None:
    """Return the release of the delivery before that of a release; None where none is kept, or it was invented."""
    ids = {release.id, release.part_of}
    of_same = {record(kept).get("records") for kept in releases(settings).whole() if kept.id in ids}
    earlier = (
        kept
        for kept in deliveries(settings)
        if kept.loaded_at < release.loaded_at and record(kept).get("records") not in of_same
    )
    found = next(earlier, None)
    return found if found is not None and found.is_demonstration == release.is_demonstration else None


def find(settings: Settings, which: str) -> Snapshot:
    """Return the release of the delivery that somebody asks for.

    Args:
        settings: where releases are.
        which: the beginning of its id, or a day such as 2026-11-01: the last that was loaded by the end of it.

    Raises:
        CallError: no such delivery is kept.
    """
    kept = deliveries(settings)
    try:
        day = date.fromisoformat(which)
        matching = [release for release in kept if release.loaded_at.date() <= day][:1]
    except ValueError:
        matching = [release for release in kept if which and release.id.startswith(which)]
    if len(matching) == 1:
        return matching[0]
    listed = "; ".join(f"{release.id}, loaded {release.loaded_at:%Y-%m-%d at %H:%M} UTC" for release in kept)
    what = f'{"No delivery" if not matching else "More than one delivery"} of "{which}" is kept.'
    raise CallError(Fault(what, Place(part="--delivery"), f"Kept: {listed or 'none'}.", "delivery-unknown"))


def kept_releases(settings: Settings) -> list[Snapshot]:
    """Return the releases that stay: of so many deliveries as the settings say, the last that were built, the current.

    What is older than `keep_days` goes all the same.
    """
    n = settings.keep_deliveries
    chosen = [*deliveries(settings)[:n], *_built_last(releases(settings).whole())[:n]]
    return _and_current(last_good(settings), _young(chosen, settings.keep_days))


def kept_records(settings: Settings) -> list[Snapshot]:
    """Return the records that stay: rows of people, so of few deliveries however many releases stay."""
    n = min(settings.keep_deliveries, _MOST_RECORDS)
    young = _young(records(settings).whole()[:n], settings.keep_days)
    return _and_current(current_records(settings), young)


def _built_last(snapshots: Sequence[Snapshot]) -> list[Snapshot]:
    return sorted(snapshots, key=lambda snapshot: snapshot.directory.stat().st_mtime_ns, reverse=True)


def _young(snapshots: Sequence[Snapshot], days: int | None) -> list[Snapshot]:
    oldest = datetime.now(UTC) - timedelta(days=days) if days else None
    return [snapshot for snapshot in snapshots if oldest is None or snapshot.loaded_at >= oldest]


def _and_current(now: Snapshot | None, others: list[Snapshot]) -> list[Snapshot]:
    return [*([now] if now else []), *others]
