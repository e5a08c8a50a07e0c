"""Named views: pages with filters that everyone finds in the menu, from views.toml in the root of the repository.

    [[view]]
    name        = "Africa, last five years"
    description = "Students and agreements before the next summit"
    page        = "region"
    filters     = { regions = ["Africa"], period = "Last 5 complete years" }

Filters have the names and values that stand in the address of a page, so that a view is a link and nothing else.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Any

from engagement.app.address import address
from engagement.app.menu import MENU
from engagement.errors import Fault
from engagement.nearest import did_you_mean
from engagement.place import NOWHERE, Place
from engagement.settings import ROOT, Settings

PAGES = tuple(entry.file.removesuffix(".py") for entry in MENU)
FILTERS = ("regions", "countries", "period", "scheme", "on", "compare")
"""Filters of every page, by their names in the address."""

OF_PAGES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {"register": ("state", "wanted", "partner"), "query_library": ("query", "search")}
)
"""What some pages can be asked for beside."""

_HEADING = re.compile(r"\s*\[\[\s*view\s*\]\]")
_KEYS = ("name", "description", "page", "filters")
_SEVERAL = ("regions", "countries")


@dataclass(frozen=True)
class NamedView:
    """A page with filters, under a name. `filters` are as its address has them; `place` is where it stands."""

    name: str
    page: str
    description: str = ""
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    place: Place = NOWHERE

    @property
    def link(self) -> str:
        """The address of the view."""
        return address(self.page, self.filters)


def path_of(settings: Settings) -> Path:
    """Return the file of named views: the data folder's own, or the one in the root of the repository."""
    own = settings.data_dir / "views.toml"
    return own if own.exists() else ROOT / "views.toml"


def read_views(path: Path) -> tuple[tuple[NamedView, ...], tuple[Fault, ...]]:
    """Read the views of a file, and all that is wrong with it without knowing the data.

    Returns:
        The views that can be used, in their order, and the faults of the others; nothing where there is no file.
    """
    if not path.exists():
        return (), ()
    try:
        text = path.read_text(encoding="utf-8-sig")
        raw = tomllib.loads(text)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        what = f"{path.name} cannot be read: {error}"
        return (), (Fault(what, Place.of(path, 1), "Mend it, or take it away.", "views-toml"),)
    faults = [
        Fault(f'There is no key "{key}".{did_you_mean(key, ["view"])}', Place.of(path, 1), "", "views-key")
        for key in raw
        if key != "view"
    ]
    tables, views, names = raw.get("view", []), [], set[str]()
    lines = [line_number for line_number, line in enumerate(text.splitlines(), start=1) if _HEADING.match(line)]
    for number, table in enumerate(tables if isinstance(tables, list) else [tables]):
        where = Place.of(path, lines[number] if number < len(lines) else 1)
        own_faults = list(_faults(table, names, where))
        faults += own_faults
        if not own_faults:
            names.add(table["name"])
            filters = {key: _values(chosen) for key, chosen in table.get("filters", {}).items()}
            views.append(NamedView(table["name"], table["page"], table.get("description", ""), filters, where))
    return tuple(views), tuple(faults)


def unknown(views: Sequence[NamedView], offered: Mapping[str, Any]) -> Iterator[Fault]:
    """Yield values that no filter offers, so that the link would open with a note.

    Args:
        views: the views of the file.
        offered: for each filter that offers a choice, all its values; for "on", the first and the last day. Regions
            are by scheme, as the address names it.
    """
    for view in views:
        scheme = view.filters.get("scheme", ("",))[0]
        for key, values in view.filters.items():
            where = view.place
            values_offered = offered.get(key)
            if key == "on":
                yield from (_no_day(day, offered["on"], view) for day in values if not _is_day(day, offered["on"]))
                continue
            if values_offered is None:
                continue
            values_offered = values_offered.get(scheme, ()) if isinstance(values_offered, dict) else values_offered
            for value in values:
                if value not in values_offered:
                    what = f'{_title(view)}{key} has no value "{value}".{did_you_mean(value, values_offered)}'
                    fix = "Take the value from the address of a page that shows it."
                    # a year that is not in the data may come with the next delivery, and go with another
                    rule = "views-period" if key == "period" else "views-value"
                    yield Fault(what, where, fix, rule, is_warning=key == "period")


def _faults(table: Any, names: set[str], where: Place) -> Iterator[Fault]:
    if not isinstance(table, dict):
        yield Fault("A view is a table.", where, "Begin it with [[view]].", "views-key")
        return
    for key in table:
        if key not in _KEYS:
            yield Fault(f'A view has no key "{key}".{did_you_mean(key, _KEYS)}', where, "", "views-key")
    for key in ("name", "page", "description"):
        if not isinstance(table.get(key, "" if key == "description" else None), str) or table.get(key) == "":
            yield Fault(f"{key} is missing or is no text.", where, f'Write {key} = "…".', "views-key")
    if table.get("name") in names:
        yield Fault("There are two views of this name.", where, "Give each a name of its own.", "views-name")
    page = table.get("page")
    if isinstance(page, str) and page not in PAGES:
        fix = f"Pages are {', '.join(PAGES)}."
        yield Fault(f'There is no page "{page}".{did_you_mean(page, PAGES)}', where, fix, "views-page")
    filters = table.get("filters", {})
    if not isinstance(filters, dict):
        yield Fault("filters is no table.", where, 'Write filters = { regions = ["…"] }.', "views-filter")
        return
    keys = (*FILTERS, *OF_PAGES.get(str(page), ()))
    for key, value in filters.items():
        if key not in keys:
            what = f'The page has no filter "{key}".{did_you_mean(key, keys)}'
            yield Fault(what, where, f"Its filters are {', '.join(keys)}.", "views-filter")
        elif not _is_value(key, value):
            expected = 'a list of texts, such as ["Africa"]' if key in _SEVERAL else 'a text, such as "2024/2025"'
            yield Fault(f"{key} is not {expected}.", where, "Values are as the address has them.", "views-filter")


def _is_value(key: str, value: Any) -> bool:
    if isinstance(value, list):
        return key in _SEVERAL and bool(value) and all(isinstance(text, str) and text for text in value)
    return (isinstance(value, str) and bool(value)) or (key == "on" and type(value) is date)


def _values(raw: Any) -> tuple[str, ...]:
    return tuple(raw) if isinstance(raw, list) else (str(raw),)


def _is_day(text: str, between: tuple[date, date]) -> bool:
    try:
        return between[0] <= date.fromisoformat(text) <= between[1]
    except ValueError:
        return False


def _no_day(text: str, between: tuple[date, date], view: NamedView) -> Fault:
    fix = f"Write a day from {between[0]} to {between[1]}, such as 2026-11-01."
    return Fault(f'{_title(view)}on has no value "{text}".', view.place, fix, "views-value")


def _title(view: NamedView) -> str:
    return f"View “{view.name}”: "
