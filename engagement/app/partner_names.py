"""What partners are called: the same in the search, in the address, and in every table that leads there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache

from engagement.app import runtime
from engagement.app.address import address
from engagement.app.scope import listed
from engagement.warehouse import View
from engagement.warehouse.cache import Cache

KEY = "partner"
"""The partner's name in the URL."""

_QUERY = "filters/partners"
_kept: Cache[Mapping[str, str]] = Cache(16)


def names() -> Mapping[str, str]:
    """Return each partner's printed name by its key: name and place, made distinct if two are alike."""
    view = runtime.view()
    return _kept.get((view.snapshot.id, view.catalog.find(_QUERY).sha256), lambda: read_names(view))


def link(partner_key: str, kept: Mapping[str, Sequence[str]] | None = None) -> str:
    """Return the link to one partner's own view.

    Args:
        partner_key: of the partner.
        kept: the filters that stay chosen there, as they stand in the address.
    """
    filters = tuple((name, tuple(values)) for name, values in (kept or {}).items())
    return _link(names().get(partner_key, partner_key), filters)


@lru_cache(maxsize=20_000)  # a register writes all of them at every run of its page
def _link(name: str, filters: tuple[tuple[str, tuple[str, ...]], ...]) -> str:
    return address("register", {**dict(filters), KEY: (name,)})


def read_names(view: View) -> Mapping[str, str]:
    """Return the printed name of each partner in the data of a view, by its key."""
    places: dict[str, list[str]] = {}
    called: dict[str, str] = {}
    for row in view.run(_QUERY).table.to_pylist():
        called.setdefault(row["partner_key"], row["partner"])
        places.setdefault(row["partner_key"], []).append(row["place"])
    labels = {key: f"{name}, {listed(places[key])}" for key, name in called.items()}
    times = Counter(labels.values())
    return {key: label if times[label] == 1 else f"{label} ({key})" for key, label in labels.items()}
