"""engagement.toml and the environment, read once into `Settings`."""

from __future__ import annotations

import csv
import os
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from engagement.access.log_lines import FORMATS
from engagement.access.mail import NO_MAIL, Mail, mail_faults, read_mail
from engagement.access.policy import NO_SIGN_IN, Access, access_faults, read_access
from engagement.errors import Fault, SettingsError
from engagement.place import Place

ROOT = Path(__file__).resolve().parent.parent

_KEYS: dict[str, dict[str, type | tuple[type, ...]]] = {
    "institution": {"name": str, "office": str, "color": str, "logo": str, "country": str},
    "academic_year": {"starts": str},
    "regions": {"scheme": str},
    "release": {"threshold": int, "rounding": int},
    "reviews": {"policy_years": int},
    "loads": {"shrink_percent": int, "by": str, "keep_days": int, "keep_deliveries": int},
    "limits": {"query_seconds": int, "query_memory": str, "load_seconds": int, "answers_per_minute": int},
    "dates": {"as_of": date},
    "logs": {"format": str},
    "mail": {
        **dict.fromkeys(("server", "security", "sender", "user", "link"), str),
        "port": int,
        "digests": list,
    },
    "access": {
        "sign_in": str,
        "serves_others": bool,
        "session_hours": int,
        "user_claim": str,
        "groups_claim": str,
        "user_header": str,
        "groups_header": str,
        "proxies": list,
        "frame_ancestors": list,
        "roles": list,
    },
}

_TEXTS = (("institution", "name"), ("institution", "office"))
_LOGO_ENDINGS = (".svg", ".png")
_MOST_LOGO_BYTES = 200_000
"""Every page carries the logo."""

_RANGES = (
    ("release", "threshold", 2, 1000, "A threshold of {} hides nobody or everybody."),
    ("release", "rounding", 1, 100, "Counts cannot be rounded to multiples of {}."),
    ("loads", "shrink_percent", 0, 100, "{} is no percentage."),
    ("loads", "keep_days", 1, 36_500, "Nothing is kept for {} days."),
    (
        "loads",
        "keep_deliveries",
        2,
        1000,
        "Keep two deliveries at least: not {}.",
    ),
    ("reviews", "policy_years", 1, 50, "Reviews are at least a year apart and at most 50, not {}."),
    (
        "limits",
        "load_seconds",
        1,
        86_400,
        "A step of a load needs a second at least and a day at most, not {}.",
    ),
    ("limits", "answers_per_minute", 1, 100_000, "A program needs an answer in a minute at least, not {}."),
    ("limits", "query_seconds", 1, 3600, "A query needs at least a second and at most an hour, not {} seconds."),
)

_LEAST_MEMORY_MB = 100
"""Shipped queries over the demonstration data run out of memory at 20 MB; real data is larger."""

_DAYS = (date(1900, 1, 1), date(2200, 12, 31))


@dataclass(frozen=True)
class Settings:
    """What an institution decides for itself, and where its files are."""

    data_dir: Path
    queries_dir: Path
    institution: str = "Demonstration University"
    office: str = "Global Education Office"
    color: str = "#0b5f96"
    logo: Path | None = None
    home_country: str | None = None
    year_starts: str = "08-01"
    scheme: str = "summit"
    threshold: int = 10
    rounding: int = 5
    policy_years: int = 3
    shrink_percent: int = 10
    query_seconds: int = 30
    query_memory: str = "4GB"
    load_seconds: int = 3600
    answers_per_minute: int = 120
    as_of: date | None = None
    loads_by: str = "server"
    keep_days: int | None = None
    keep_deliveries: int = 3
    log_format: str = "text"
    access: Access = NO_SIGN_IN
    mail: Mail = NO_MAIL

    @property
    def exports_dir(self) -> Path:
        """The folder that the offices' exports are put into."""
        return self.data_dir / "exports"

    @property
    def mappings_dir(self) -> Path:
        """The folder of mappings, one .toml per source."""
        return self.data_dir / "mappings"

    @property
    def records_dir(self) -> Path:
        """The folder of people's rows, which `load` alone opens; never committed."""
        return self.data_dir / "records"

    @property
    def snapshots_dir(self) -> Path:
        """The folder of releases, which the web server opens; never committed."""
        return self.data_dir / "snapshots"

    @property
    def drafts_dir(self) -> Path:
        """The folder of briefs that are being worked on; never committed."""
        return self.data_dir / "drafts"

    @property
    def tokens_dir(self) -> Path:
        """The folder of tokens with which programs ask in readers' names; never committed."""
        return self.data_dir / "tokens"

    @property
    def digests_dir(self) -> Path:
        """The folder that says which digests were sent; never committed."""
        return self.data_dir / "digests"

    @property
    def requests_dir(self) -> Path:
        """The folder through which the web server asks something of whoever loads; never committed."""
        return self.data_dir / "requests"

    @property
    def trials_dir(self) -> Path:
        """The folder of files that are tried before they count; they may hold people, and are never committed."""
        return self.data_dir / "trials"

    @property
    def audit_path(self) -> Path:
        """The audit log, in a folder that the environment's ENGAGEMENT_LOGS may name; never committed."""
        return Path(os.environ.get("ENGAGEMENT_LOGS") or self.data_dir / "logs") / "audit.jsonl"

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

    @property
    def own_tables_dir(self) -> Path:
        """The folder of tables of the institution's own, one .json each, beside those of the contract."""
        return self.data_dir / "contract"


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
    if not queries_dir.is_dir():
        where = Place(part="--queries, or ENGAGEMENT_QUERIES of the environment")
        raise SettingsError(Fault(f'There is no folder "{queries_dir}".', where, "Create it, or name another."))
    if path is None:
        own = data_dir / "engagement.toml"
        path = own if own.exists() else ROOT / "engagement.toml"
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raw = {}
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(Fault(f"The settings cannot be read: {error}", Place.of(path), "Mend the file.")) from error
    faults = list(_faults(raw, path)) or list(_meaningless(raw, path))
    if faults:
        raise SettingsError(*faults)
    named = {
        "institution": ("institution", "name"),
        "office": ("institution", "office"),
        "color": ("institution", "color"),
        "logo": ("institution", "logo"),
        "home_country": ("institution", "country"),
        "year_starts": ("academic_year", "starts"),
        "scheme": ("regions", "scheme"),
        "threshold": ("release", "threshold"),
        "rounding": ("release", "rounding"),
        "policy_years": ("reviews", "policy_years"),
        "shrink_percent": ("loads", "shrink_percent"),
        "query_seconds": ("limits", "query_seconds"),
        "query_memory": ("limits", "query_memory"),
        "load_seconds": ("limits", "load_seconds"),
        "answers_per_minute": ("limits", "answers_per_minute"),
        "as_of": ("dates", "as_of"),
        "log_format": ("logs", "format"),
        "loads_by": ("loads", "by"),
        "keep_days": ("loads", "keep_days"),
        "keep_deliveries": ("loads", "keep_deliveries"),
    }
    chosen = {name: raw[section][key] for name, (section, key) in named.items() if key in raw.get(section, {})}
    if "logo" in chosen:
        chosen["logo"] = path.parent / chosen["logo"]
    chosen["access"] = read_access(raw.get("access", {}))
    chosen["mail"] = read_mail(raw.get("mail", {}))
    settings = Settings(data_dir=data_dir, queries_dir=queries_dir, **chosen)
    faults = list(_unknown_regions(settings, path))
    if faults:
        raise SettingsError(*faults)
    return settings


def _unknown_regions(settings: Settings, path: Path) -> Iterator[Fault]:
    """Yield a fault for the scheme, and each region of a limited role, that the reference table lacks."""
    by_scheme = _regions(settings)
    if by_scheme and settings.scheme not in by_scheme:
        what = f'There is no scheme "{settings.scheme}" in the table of regions.'
        yield Fault(what, Place.of(path, part="[regions] scheme"), f"Known: {', '.join(sorted(by_scheme))}.")
    for rule in settings.access.rules:
        for region in rule.limit.regions:
            regions = by_scheme.get(settings.scheme, set())
            if regions and region not in regions:
                what = f'There is no region "{region}" in the scheme "{settings.scheme}".'
                yield Fault(
                    what, Place.of(path, part=f"[[access.roles]] {rule.group}"), f"Known: {', '.join(sorted(regions))}."
                )


def _regions(settings: Settings) -> dict[str, set[str]]:
    """Return the regions of each scheme in the reference table; none if a mapping reads another format."""
    for folder in settings.reference_dirs:
        try:
            with (folder / "regions.csv").open(encoding="utf-8-sig", newline="") as file:
                found: dict[str, set[str]] = {}
                for row in csv.DictReader(file):
                    if row.get("scheme"):
                        found.setdefault(row["scheme"], set()).add(row.get("region") or "")
                return found
        except (OSError, UnicodeDecodeError, csv.Error):
            continue
    return {}


def _faults(raw: dict[str, Any], path: Path) -> list[Fault]:
    faults = []
    for section, keys in raw.items():
        known = _KEYS.get(section)
        if known is None or not isinstance(keys, dict):
            faults.append(Fault(f'There is no setting "{section}".', Place.of(path), f"Known: {', '.join(_KEYS)}."))
            continue
        for key, value in keys.items():
            where = Place.of(path, part=f"[{section}] {key}")
            if key not in known:
                faults.append(Fault(f'There is no setting "{key}".', where, f"Known here: {', '.join(known)}."))
            elif not isinstance(value, known[key]) or isinstance(value, bool) != (known[key] is bool):
                faults.append(Fault(f"{value!r} is not of the right type.", where, "See the shipped engagement.toml."))
    return faults


def _meaningless(raw: dict[str, Any], path: Path) -> Iterator[Fault]:
    """Yield values of the right type that mean nothing, or would stop the work that they set."""

    def fault(section: str, key: str, what: str, fix: str) -> Fault:
        return Fault(what, Place.of(path, part=f"[{section}] {key}"), fix)

    for section, key in _TEXTS:
        text = raw.get(section, {}).get(key)
        if text is not None and (not text.strip() or not text.isprintable()):
            yield fault(section, key, "This is no text for a page.", "Write it on one line, or leave it out.")
    color = raw.get("institution", {}).get("color", Settings.color)
    if not re.fullmatch(r"#[0-9a-fA-F]{6}", color):
        yield fault("institution", "color", f'"{color}" is not a color.', 'Write six hexadecimal digits: "#0b5f96".')
    country = raw.get("institution", {}).get("country", "USA")
    if not re.fullmatch("[A-Z]{3}", country):
        yield fault("institution", "country", f'"{country}" is no code of a country.', 'Write three letters: "USA".')
    logo = raw.get("institution", {}).get("logo")
    if logo is not None and (why := _unusable(path.parent / logo)):
        yield fault("institution", "logo", f'"{logo}" {why}.', "Name an SVG or PNG file beside this one.")
    for section, key, least, most, what in _RANGES:
        number = raw.get(section, {}).get(key)
        if number is not None and not least <= number <= most:
            yield fault(section, key, what.format(number), f"Use {least} to {most:,}.")
    starts = raw.get("academic_year", {}).get("starts", "08-01")
    if not re.fullmatch(r"(0[1-9]|1[0-2])-(0[1-9]|1\d|2[0-8])", starts, re.ASCII):
        yield fault("academic_year", "starts", f'"{starts}" is not a month and day.', 'Write "08-01".')
    memory = raw.get("limits", {}).get("query_memory", "1GB")
    readable = re.fullmatch(r"(\d{1,6}) ?(MB|GB)", memory, re.ASCII)
    if not readable:
        yield fault("limits", "query_memory", f'"{memory}" is not a memory limit.', 'Write "4GB".')
    elif int(readable[1]) * (1000 if readable[2] == "GB" else 1) < _LEAST_MEMORY_MB:
        yield fault(
            "limits", "query_memory", f'Queries do not run in "{memory}".', f"Use {_LEAST_MEMORY_MB}MB or more."
        )
    loads_by = raw.get("loads", {}).get("by", "server")
    if loads_by not in ("server", "service"):
        yield fault("loads", "by", f'Nobody loads "{loads_by}".', 'Write "server", or "service" for load --watch.')
    log_format = raw.get("logs", {}).get("format", "text")
    if log_format not in FORMATS:
        yield fault("logs", "format", f'"{log_format}" is no format of logs.', f"Known: {', '.join(FORMATS)}.")
    of_access = list(access_faults(raw.get("access", {}), Place.of(path)))
    yield from of_access or mail_faults(raw.get("mail", {}), read_access(raw.get("access", {})), Place.of(path))
    as_of = raw.get("dates", {}).get("as_of")
    if isinstance(as_of, datetime):
        yield fault("dates", "as_of", f"{as_of} is a day with a time.", f"Write the day only: {as_of:%Y-%m-%d}.")
    elif as_of is not None and not _DAYS[0] <= as_of <= _DAYS[1]:
        yield fault("dates", "as_of", f"{as_of} is no day of the data.", f"Use {_DAYS[0]} to {_DAYS[1]}.")


def _unusable(logo: Path) -> str:
    """Why a file cannot be the logo of every page; empty where it can."""
    if logo.suffix.lower() not in _LOGO_ENDINGS:
        return "is neither SVG nor PNG"
    if not logo.is_file():
        return "is not there"
    return f"is larger than {_MOST_LOGO_BYTES // 1000} KB" if logo.stat().st_size > _MOST_LOGO_BYTES else ""
