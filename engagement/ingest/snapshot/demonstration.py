"""Which files are demonstration data: those that `python -m engagement demo` wrote and nobody has changed since.

Invented and real numbers are never mixed: as soon as one export is real, every demonstration file is left out.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from engagement.errors import DeliveryError, Fault
from engagement.place import Place

MARKER = "demonstration.json"


@dataclass(frozen=True)
class Marker:
    """What `demo` wrote down: the sha256 of each of its files by name ("exports/placements.csv"), and its day."""

    as_of: date | None
    files: Mapping[str, str]

    def holds(self, name: str, sha256: str) -> bool:
        """Return whether that file, with that content, is demonstration data."""
        return self.files.get(name) == sha256


NO_MARKER = Marker(as_of=None, files={})


def read_marker(exports_dir: Path) -> Marker:
    """Return the marker beside the exports; an empty one where there is none.

    Raises:
        DeliveryError: the marker is there and cannot be read, so that nobody can tell invented from real.
    """
    path = exports_dir / MARKER
    if not path.exists():
        return NO_MARKER
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
        as_of = date.fromisoformat(raw["as_of"]) if raw.get("as_of") else None
        return Marker(as_of=as_of, files={str(name): str(sha) for name, sha in raw["files"].items()})
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
        fix = "Remove it if every export is your own; or write the demonstration data again: python -m engagement demo."
        what = "The marker of demonstration data cannot be read, so invented and real numbers cannot be told apart."
        raise DeliveryError(Fault(what, Place.of(path), fix, "demonstration-marker")) from error
