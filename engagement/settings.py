"""engagement.toml and the environment, read once into `Settings`."""

from __future__ import annotations

import os
import re
import tomllib
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from engagement.errors import Fault, SettingsError

ROOT = Path(__file__).resolve().parent.parent

_KEYS: dict[str, dict[str, type | tuple[type, ...]]] = {
    "institution": {"name": str, "office": str},
    "academic_year": {"starts": str},
    "regions": {"scheme": str},
    "disclosure": {"threshold": int},
    "reviews": {"policy_years": int},
    "loads": {"shrink_percent": int},
    "limits": {"query_seconds": int, "query_memory": str},
    "dates": {"as_of": date},
}


@dataclass(frozen=True)
class Settings:
    """What an institution decides for itself, and where its files are."""

    data_dir: Path
    queries_dir: Path
    institution: str = "Demonstration University"
    office: str = "Global Education Office"
    year_starts: str = "08-01"
    scheme: str = "summit"
    threshold: int = 10
    policy_years: int = 3
    shrink_percent: int = 10
    query_seconds: int = 30
    query_memory: str = "4GB"
    as_of: date | None = None

    @property
    def exports_dir(self) -> Path:
        """The folder that the offices' exports are put into."""
        return self.data_dir / "exports"

    @property
    def mappings_dir(self) -> Path:
        """The folder of mappings, one .toml per source."""
        return self.data_dir / "mappings"

    @property
    def snapshots_dir(self) -> Path:
        """The folder that snapshots are built in; never committed."""
        return self.data_dir / "snapshots"

    @property
    def reference_dirs(self) -> tuple[Path, ...]:
        """Folders of reference tables; a table found in an earlier one is not looked for in a later one."""
        own = self.data_dir / "reference"
        shipped = ROOT / "data" / "reference"
        return (own,) if own == shipped else (own, shipped)

    @property
    def contract_path(self) -> Path:
        """The contract: the data folder's own, or the one that is shipped."""
        own = self.data_dir / "datapackage.json"
        return own if own.exists() else ROOT / "data" / "datapackage.json"


def load_settings(
    path: Path | None = None, *, data_dir: Path | None = None, queries_dir: Path | None = None
) -> Settings:
    """Read the settings.

    Args:
        path: the settings file; by default `engagement.toml` in the data folder, else the shipped one.
        data_dir: the folder with exports/, mappings/ and reference/; by default the environment's
            ENGAGEMENT_DATA, else the shipped `data/`.
        queries_dir: the folder of queries; by default the environment's ENGAGEMENT_QUERIES, else the shipped one.

    Raises:
        SettingsError: every fault of the file at once.
    """
    data_dir = Path(data_dir or os.environ.get("ENGAGEMENT_DATA") or ROOT / "data").resolve()
    queries_dir = Path(queries_dir or os.environ.get("ENGAGEMENT_QUERIES") or ROOT / "queries").resolve()
    if path is None:
        own = data_dir / "engagement.toml"
        path = own if own.exists() else ROOT / "engagement.toml"
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raw = {}
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(Fault(f"The settings cannot be read: {error}", str(path), "Mend the file.")) from error
    faults = list(_faults(raw, path))
    if faults:
        raise SettingsError(*faults)
    named = {
        "institution": ("institution", "name"),
        "office": ("institution", "office"),
        "year_starts": ("academic_year", "starts"),
        "scheme": ("regions", "scheme"),
        "threshold": ("disclosure", "threshold"),
        "policy_years": ("reviews", "policy_years"),
        "shrink_percent": ("loads", "shrink_percent"),
        "query_seconds": ("limits", "query_seconds"),
        "query_memory": ("limits", "query_memory"),
        "as_of": ("dates", "as_of"),
    }
    chosen = {name: raw[section][key] for name, (section, key) in named.items() if key in raw.get(section, {})}
    return Settings(data_dir=data_dir, queries_dir=queries_dir, **chosen)


def _faults(raw: dict[str, Any], path: Path) -> list[Fault]:
    faults = []
    for section, keys in raw.items():
        known = _KEYS.get(section)
        if known is None or not isinstance(keys, dict):
            faults.append(Fault(f'There is no setting "{section}".', str(path), f"Known: {', '.join(_KEYS)}."))
            continue
        for key, value in keys.items():
            where = f"{path}, [{section}] {key}"
            if key not in known:
                faults.append(Fault(f'There is no setting "{key}".', where, f"Known here: {', '.join(known)}."))
            elif not isinstance(value, known[key]) or isinstance(value, bool):
                faults.append(Fault(f"{value!r} is not of the right type.", where, "See the shipped engagement.toml."))
    if faults:
        return faults
    threshold = raw.get("disclosure", {}).get("threshold", 10)
    if threshold < 2:
        faults.append(
            Fault(f"A threshold of {threshold} hides nobody.", f"{path}, [disclosure] threshold", "Use 2 or more.")
        )
    starts = raw.get("academic_year", {}).get("starts", "08-01")
    if not re.fullmatch(r"(0[1-9]|1[0-2])-(0[1-9]|1\d|2[0-8])", starts):
        faults.append(Fault(f'"{starts}" is not a month and day.', f"{path}, [academic_year] starts", 'Write "08-01".'))
    limits = raw.get("limits", {})
    if limits.get("query_seconds", 1) < 1:
        faults.append(Fault("A query needs at least a second.", f"{path}, [limits] query_seconds", "Use 1 or more."))
    if not re.fullmatch(r"\d+ ?(MB|GB)", limits.get("query_memory", "1GB")):
        faults.append(Fault("The memory limit is not readable.", f"{path}, [limits] query_memory", 'Write "4GB".'))
    if not 0 <= raw.get("loads", {}).get("shrink_percent", 10) <= 100:
        faults.append(Fault("This is no percentage.", f"{path}, [loads] shrink_percent", "Use 0 to 100."))
    if raw.get("reviews", {}).get("policy_years", 1) < 1:
        faults.append(Fault("Reviews are at least a year apart.", f"{path}, [reviews] policy_years", "Use 1 or more."))
    return faults
