"""What an office says of its delivery: `exports/manifest.json` has each file's rows and checksum; a load keeps to it.

    {"files": {"placements.csv": {"rows": 25017, "sha256": "…"}}}

Either may be left out of a file. A file that is named and missing, cut off or changed refuses the delivery.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from engagement.errors import DeliveryError, Fault
from engagement.place import Place

MANIFEST = "manifest.json"


@dataclass(frozen=True)
class Promise:
    """What is said of one file. None: nothing is."""

    rows: int | None
    sha256: str | None


Manifest = Mapping[str, Promise]
"""By the file's name below exports/."""


def read_manifest(exports_dir: Path) -> Manifest:
    """Return the manifest beside the exports; an empty one where there is none.

    Raises:
        DeliveryError: it is there and cannot be read.
    """
    path = exports_dir / MANIFEST
    if not path.exists():
        return {}
    try:
        files = json.loads(path.read_text(encoding="utf-8"))["files"]
        return {str(name): _promise(raw) for name, raw in files.items()}
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        fix = 'Write {"files": {"placements.csv": {"rows": 25017, "sha256": "…"}}}, or remove the file.'
        raise DeliveryError(Fault("The manifest cannot be read.", Place.of(path), fix, "manifest")) from error


def hold_checksums(manifest: Manifest, found: Mapping[str, str]) -> None:
    """Refuse a delivery whose files are not those that the manifest names.

    Args:
        manifest: what is said of the files.
        found: the SHA-256 of each file of exports/, by its name there.

    Raises:
        DeliveryError: every file that is missing or another one.
    """
    faults = [
        _fault(name, "is missing" if name not in found else "is not the one that was sent: its checksum is another")
        for name, promise in manifest.items()
        if name not in found or (promise.sha256 and promise.sha256.lower() != found[name])
    ]
    if faults:
        raise DeliveryError(*faults)


def hold_rows(manifest: Manifest, delivered: Iterable[tuple[str, int]]) -> None:
    """Refuse a delivery whose files have other numbers of rows than the manifest says.

    Args:
        manifest: what is said of the files.
        delivered: each file by its name below exports/, and how many rows were read from it.

    Raises:
        DeliveryError: every file with more or fewer rows.
    """
    faults = [
        _fault(name, f"has {rows:,} rows, and {promise.rows:,} were sent")
        for name, rows in delivered
        if (promise := manifest.get(name)) and promise.rows is not None and promise.rows != rows
    ]
    if faults:
        raise DeliveryError(*faults)


def _promise(raw: Mapping[str, object]) -> Promise:
    rows, sha256 = raw.get("rows"), raw.get("sha256")
    if not isinstance(rows, int | None) or isinstance(rows, bool) or not isinstance(sha256, str | None):
        raise TypeError("rows is a number, sha256 a text")
    return Promise(rows, sha256)


def _fault(name: str, what: str) -> Fault:
    fix = f"Have the file sent again, whole; or correct {MANIFEST} beside it."
    return Fault(f"{name} {what}.", Place(f"exports/{name}"), fix, "manifest")
