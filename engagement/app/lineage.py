"""From exports to pages: what each name is made of, what is made of it, and what breaks when a column goes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from engagement.app.menu import MENU
from engagement.app.shown_on import BRIEF, in_briefs, pages_by_query
from engagement.catalog import Catalog, load_catalog
from engagement.catalog.binding import check_catalog
from engagement.catalog.lineage import names_in
from engagement.contract import Contract
from engagement.errors import CallError, Fault
from engagement.nearest import did_you_mean
from engagement.place import NOWHERE


@dataclass(frozen=True)
class Step:
    """One arrow: `target` is made of `source`, or shows it. A name is that of a table or macro, an id, or a page's."""

    source: str
    target: str

    @property
    def turned(self) -> Step:
        """The same the other way round."""
        return Step(self.target, self.source)


def steps(catalog: Catalog) -> tuple[Step, ...]:
    """Return every arrow: tables to models and published tables, these to queries, queries to pages and briefs."""
    arrows: dict[Step, None] = {}
    read = {**catalog.lineage}
    for query in catalog.queries.values():
        read[query.id] = names_in(catalog.files[query.path], catalog.macros)
    for name, sources in read.items():
        arrows |= {Step(source, name): None for source in sources if source != name}
    shown = pages_by_query(catalog, [entry.file.removesuffix(".py") for entry in MENU])
    arrows |= {Step(id_, f"page {page}"): None for id_, pages in shown.items() for page in sorted(pages)}
    arrows |= {Step(id_, BRIEF): None for id_ in sorted(in_briefs(catalog))}
    return tuple(arrows)


def around(arrows: Sequence[Step], name: str) -> tuple[Step, ...]:
    """Return the arrows that lead to a name and away from it, however many steps away.

    Raises:
        CallError: no arrow has that name.
    """
    names = {name for arrow in arrows for name in (arrow.source, arrow.target)}
    if name not in names:
        what = f'There is no table, query or page "{name}".{did_you_mean(name, names)}'
        raise CallError(Fault(what, NOWHERE, "Without a name, all of it is printed.", "lineage-unknown"))
    kept = {*_beyond(arrows, [name]), *(arrow.turned for arrow in _beyond([a.turned for a in arrows], [name]))}
    return tuple(arrow for arrow in arrows if arrow in kept)


def _beyond(arrows: Sequence[Step], names: Iterable[str]) -> list[Step]:
    """Return the arrows that lead away from some names, and all that these lead on to, the nearest first."""
    reached: dict[Step, None] = {}
    waiting, seen = list(names), set(names)
    while waiting:
        current = waiting.pop(0)
        for arrow in arrows:
            if arrow.source == current:
                reached[arrow] = None
                if arrow.target not in seen:
                    seen.add(arrow.target)
                    waiting.append(arrow.target)
    return list(reached)


def without_column(catalog: Catalog, table: str, column: str) -> Iterator[tuple[str, str]]:
    """Yield what breaks if a table of the contract loses a column, each with why: files at fault, and what they feed.

    Every file is bound to tables without the column, as the check does; nothing is guessed from its text.

    Raises:
        CallError: there is no such column.
    """
    poorer = load_catalog(catalog.root, _without(catalog, table, column))
    before = check_catalog(catalog)
    broken = {path: faults[0] for path, faults in sorted(check_catalog(poorer).items()) if path not in before}
    fed: dict[str, str] = {}
    for path, fault in broken.items():
        file = poorer.files[path]
        yield file.id, fault.what.splitlines()[0]
        cuts = [cut.table for cut in file.population.publications] if file.population else [file.name]
        fed |= dict.fromkeys([file.id] if file.is_query else cuts, file.id)
    ids = {poorer.files[path].id for path in broken}
    for arrow in _beyond(steps(catalog), list(fed)):
        if arrow.target not in fed and arrow.target not in ids:
            fed[arrow.target] = arrow.source
            yield arrow.target, f"made of {arrow.source}"


def _without(catalog: Catalog, table: str, column: str) -> Contract:
    known = catalog.contract.tables.get(table)
    columns = [field.name for field in known.fields] if known else []
    if known is None or column not in columns:
        near = did_you_mean(column, columns) if known else did_you_mean(table, catalog.contract.tables)
        what = f'The contract has no column "{table}.{column}".{near}'
        raise CallError(Fault(what, NOWHERE, "Write TABLE.COLUMN, as in docs/data-model.md.", "lineage-column"))
    left = replace(known, fields=tuple(field for field in known.fields if field.name != column))
    return Contract(MappingProxyType({**catalog.contract.tables, table: left}))
