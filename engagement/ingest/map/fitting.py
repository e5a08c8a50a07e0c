"""Whether mappings fit the exports that are there: found before a load, and without reading a value of theirs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from engagement.contract import Contract
from engagement.errors import Fault, InputError
from engagement.ingest.map.binding import bind
from engagement.ingest.map.feeds import match, survey
from engagement.settings import Settings


def unfit(settings: Settings, contract: Contract, is_wanted: Callable[[Path], bool]) -> Iterator[Fault]:
    """Yield what is wrong with a sound mapping and an export that it is for: what a load would refuse both for.

    Args:
        settings: where exports and mappings are.
        contract: the tables.
        is_wanted: whether a mapping, by its path, is looked at.
    """
    for feed in match(settings, contract).feeds:
        if feed.mapping is None or not is_wanted(feed.mapping.path):
            continue
        try:
            bind(feed.mapping, survey(feed), contract.tables[feed.table])
        except InputError as error:
            yield from error.faults
