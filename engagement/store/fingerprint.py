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
    """Return the mark of every input, from names, sizes and times alone."""
    files = _marks([*_delivered_files(settings), *release_files(settings)])
    return digest({"files": files, "settings": release_settings(settings), "year": _academic_year(settings)})


def delivered_signature(settings: Settings) -> str:
    """Return the mark of what is delivered alone: everything but files of SQL and settings."""
    return digest(_marks(_delivered_files(settings)))


def _delivered_files(settings: Settings) -> list[Path]:
    return [
        *files_below(settings.exports_dir),
        *(path for folder in settings.reference_dirs for path in files_below(folder)),
        *mapping_files(settings),
        settings.contract_path,
        *own_tables(settings),
        settings.data_dir / SALT_FILE,
    ]


def _marks(paths: list[Path]) -> list[list[Any]]:
    marks = []
    for path in paths:
        try:
            status = path.stat()
        except OSError:
            continue  # removed between listing and looking: the next look sees a list without it
        marks.append([str(path), status.st_size, status.st_mtime_ns])
    return marks


def files_below(folder: Path) -> list[Path]:
    """Return all files below a folder, without those that editors and spreadsheets leave beside an open one."""
    paths = (path for path in folder.rglob("*") if path.is_file() and not path.name.startswith((".", "~$")))
    return sorted(paths, key=lambda path: path.relative_to(folder).as_posix())


def own_tables(settings: Settings) -> list[Path]:
    """Return the files of the institution's own tables, by name."""
    return sorted(settings.own_tables_dir.glob("*.json"))


def mapping_files(settings: Settings) -> list[Path]:
    """Return the mappings, by name."""
    return sorted(settings.mappings_dir.glob("*.toml"))


def release_files(settings: Settings) -> list[Path]:
    """Return the models, metrics files and macros, by name."""
    return [path for folder in RELEASE_FOLDERS for path in sorted((settings.queries_dir / folder).glob("*.sql"))]


def release_settings(settings: Settings) -> dict[str, Any]:
    """Return the settings that a release depends on."""
    return {
        "year_starts": settings.year_starts,
        "threshold": settings.threshold,
        "rounding": settings.rounding,
        "policy_years": settings.policy_years,
        "home_country": settings.home_country,
        "as_of": str(settings.as_of),
    }


def released_for(settings: Settings, fixed: date | None) -> date:
    """Return the day that a release's counts are for: the settings', else the one fixed for the data, else today."""
    return settings.as_of or fixed or date.today()


def _academic_year(settings: Settings) -> int:
    """Return the current academic year: when it ends, the last complete years change, and so does the release."""
    return _year_of(released_for(settings, None), settings)


def _year_of(day: date, settings: Settings) -> int:
    return day.year - (f"{day:%m-%d}" < settings.year_starts)


def digest(value: Any) -> str:
    """Return a short hash of plain values."""
    return hashlib.sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()[:16]


def release_id(settings: Settings, records_id: str, fixed: date | None) -> str:
    """Return the id of the release of these records, files and settings; `fixed` is the day fixed for the data."""
    files = {str(path.relative_to(settings.queries_dir)): _hash(path) for path in release_files(settings)}
    return digest({"made from": made_from(settings, records_id, fixed), "files": files})


def made_from(settings: Settings, records_id: str, fixed: date | None) -> str:
    """Return the mark of all that makes a release but files of SQL."""
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
    """Return a hash of the code in a folder, which decides what comes out as much as the inputs do."""
    return digest({path.name: _hash(path) for path in sorted(folder.rglob("*.py"))})


def _hash(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
