"""A cheap mark of everything that a load reads: it changes when anything was changed on disk."""

from __future__ import annotations

import hashlib
import json
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from engagement.settings import Settings

SALT_FILE = ".salt"
# What makes a release of records, below the folder of queries.
RELEASE_FOLDERS = ("models", "metrics", "macros")
_PACKAGE = Path(__file__).parent.parent


def signature(settings: Settings) -> str:
    """The mark of every input, from names, sizes and times alone."""
    files = _marks([*_delivered_files(settings), *release_files(settings)])
    return digest({"files": files, "settings": release_settings(settings), "year": _academic_year(settings)})


def delivered_signature(settings: Settings) -> str:
    """The mark of what is delivered alone: everything but files of SQL and settings."""
    return digest(_marks(_delivered_files(settings)))


def _delivered_files(settings: Settings) -> list[Path]:
    return [
        *files_below(settings.exports_dir),
        *(path for folder in settings.reference_dirs for path in files_below(folder)),
        *mapping_files(settings),
        settings.contract_path,
        settings.data_dir / SALT_FILE,
    ]


def _marks(paths: list[Path]) -> list[list[Any]]:
    seen = []
    for path in paths:
        try:
            found = path.stat()
        except OSError:
            continue  # removed between listing and looking: the next look sees a list without it
        seen.append([str(path), found.st_size, found.st_mtime_ns])
    return seen


def files_below(folder: Path) -> list[Path]:
    """The files of a folder and its folders, without those that editors and spreadsheets leave beside an open one."""
    found = (path for path in folder.rglob("*") if path.is_file() and not path.name.startswith((".", "~$")))
    return sorted(found, key=lambda path: path.relative_to(folder).as_posix())


def mapping_files(settings: Settings) -> list[Path]:
    """The mappings, by name."""
    return sorted(settings.mappings_dir.glob("*.toml"))


def release_files(settings: Settings) -> list[Path]:
    """The models, metrics files and macros, by name."""
    return [path for folder in RELEASE_FOLDERS for path in sorted((settings.queries_dir / folder).glob("*.sql"))]


def release_settings(settings: Settings) -> dict[str, Any]:
    """The settings that a release depends on."""
    return {
        "year_starts": settings.year_starts,
        "threshold": settings.threshold,
        "rounding": settings.rounding,
        "policy_years": settings.policy_years,
        "as_of": str(settings.as_of),
    }


def released_for(settings: Settings, fixed: date | None) -> date:
    """The day that a release's counts are for: the settings', else the one fixed for the data, else today."""
    return settings.as_of or fixed or date.today()


def _academic_year(settings: Settings) -> int:
    """The running academic year: when it ends, the last complete years are others, and a release is made anew."""
    return _year_of(released_for(settings, None), settings)


def _year_of(day: date, settings: Settings) -> int:
    return day.year - (f"{day:%m-%d}" < settings.year_starts)


def digest(value: Any) -> str:
    """A short hash of plain values."""
    return hashlib.sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()[:16]


def release_id(settings: Settings, records_id: str, fixed: date | None) -> str:
    """The name of the release that these records, files and settings make; `fixed` is the day fixed for the data."""
    files = {str(path.relative_to(settings.queries_dir)): _hash(path) for path in release_files(settings)}
    return digest({"made from": made_from(settings, records_id, fixed), "files": files})


def made_from(settings: Settings, records_id: str, fixed: date | None) -> str:
    """The mark of all that makes a release but files of SQL."""
    return digest(
        {
            "records": records_id,
            "settings": release_settings(settings),
            "year": _year_of(released_for(settings, fixed), settings),
            "program": [
                *(program_hash(_PACKAGE / name) for name in ("release", "catalog")),
                *(_hash(_PACKAGE / name) for name in ("population.py", "query.py")),
            ],
        }
    )


@cache
def program_hash(folder: Path) -> str:
    """A hash of the code in a folder, which decides what comes out as much as the inputs do."""
    return digest({path.name: _hash(path) for path in sorted(folder.rglob("*.py"))})


def _hash(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
