"""Queries that stand on queries: `from "placements/students_by_year"`, or by its last part where only one has it.

A name is a table's or a model's first, then a query's; so a new query never changes what another one reads.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from engagement.catalog.header import place
from engagement.catalog.lineage import names_in
from engagement.catalog.parameters import is_list, scalar_type
from engagement.catalog.query_file import QueryFile
from engagement.catalog.schema import LEDGER
from engagement.contract import Contract
from engagement.errors import Fault
from engagement.query import FRAME_PARAMETERS, Parameter


@dataclass(frozen=True)
class Reference:
    """A query named in another's SQL: as written, where, in bytes, and which queries it may mean."""

    written: str
    position: int
    ids: tuple[str, ...]


class References:
    """Which query stands on which, in one folder."""

    def __init__(self, files: Iterable[QueryFile], contract: Contract) -> None:
        files = tuple(files)
        self.files = {each.id: each for each in files if not each.is_model}
        tables = {*contract.tables, *LEDGER, *(each.name for each in files if each.is_model)}
        by_name: dict[str, list[str]] = defaultdict(list)
        for each in self.files.values():
            by_name[each.name].append(each.id)
        of: dict[str, tuple[Reference, ...]] = {}
        for each in files:
            found = []
            for parts, position in each.statement.tables.items() if each.statement else ():
                ids = (parts[0],) if parts[0] in self.files else tuple(by_name.get(parts[0], ()))
                if len(parts) == 1 and parts[0] not in tables and ids:
                    found.append(Reference(parts[0], position, ids))
            if found:
                of[each.id] = tuple(found)
        self.of: Mapping[str, tuple[Reference, ...]] = of

    def direct(self, id_: str) -> tuple[str, ...]:
        """The queries that a query names."""
        return tuple(each.ids[0] for each in self.of.get(id_, ()) if len(each.ids) == 1)

    def behind(self, id_: str) -> tuple[str, ...]:
        """All queries behind a query, each after those that it stands on itself; in a circle, in any order."""
        ordered: dict[str, None] = {}
        seen = {id_}

        def visit(inner: str) -> None:
            for each in self.direct(inner):
                if each not in seen:
                    seen.add(each)
                    visit(each)
                    ordered[each] = None

        visit(id_)
        return tuple(ordered)

    def tables(self, file: QueryFile) -> tuple[str, ...]:
        """The tables and models behind a file, those of the queries that it stands on among them."""
        found = dict.fromkeys(names_in(file))
        for id_ in self.behind(file.id):
            found |= dict.fromkeys(names_in(self.files[id_]))
        # a name means the same in every file, so it is a query's in all of them
        queries = {each.written for id_ in (file.id, *self.behind(file.id)) for each in self.of.get(id_, ())}
        return tuple(name for name in found if name not in queries)

    def tables_behind(self, name: str) -> tuple[str, ...]:
        """The tables and models that a name in some SQL brings with it."""
        for references in self.of.values():
            for each in references:
                if each.written == name and len(each.ids) == 1:
                    return self.tables(self.files[each.ids[0]])
        return (name,)

    def needed(self, id_: str) -> dict[str, Parameter]:
        """The parameters of the queries behind a query, by name; the nearest query's counts."""
        needed: dict[str, Parameter] = {}
        for inner in self.behind(id_):
            query = self.files[inner].query
            needed |= query.parameters if query else {}
        return needed

    def faults(self, file: QueryFile) -> Iterator[Fault]:
        """What is wrong with a file's references, whatever is wrong with the files that they lead to."""
        for each in self.of.get(file.id, ()):
            where = file.header.sql_place(file.path, each.position) if file.header else place(file.path, 1)
            if file.is_model:
                fix = "Stand on tables and models; a step that several share is a model."
                yield Fault(f'A model cannot stand on the query "{each.written}".', where, fix, "reference-model")
            elif len(each.ids) > 1:
                what = f'"{each.written}" is the name of {len(each.ids)} queries.'
                fix = f"Write one of {', '.join(_quoted(id_) for id_ in each.ids)}."
                yield Fault(what, where, fix, "reference-ambiguous")
            elif file.id in (each.ids[0], *self.behind(each.ids[0])):
                way = " → ".join((file.id, *self._way(each.ids[0], file.id)))
                what = f'"{file.id}" stands on itself: {way}.'
                fix = "Take one query out of the circle."
                yield Fault(what, where, fix, "reference-circular")
            else:
                yield from self._parameter_faults(file, each, where)

    def _way(self, start: str, goal: str) -> tuple[str, ...]:
        """The ids from one query down to another that is behind it, by the shortest way."""
        ways: list[tuple[str, ...]] = [(start,)]
        for way in ways:
            if way[-1] == goal:
                return way
            ways += [(*way, each) for each in self.direct(way[-1]) if each not in way]
        return (start,)

    def _parameter_faults(self, file: QueryFile, reference: Reference, where: str) -> Iterator[Fault]:
        (inner,) = reference.ids
        query = self.files[inner].query
        if file.query is None or query is None:
            return
        for name, wanted in (self.needed(inner) | dict(query.parameters)).items():
            own = file.query.parameters.get(name)
            if own is None and name not in FRAME_PARAMETERS:
                what = f'"{inner}" needs a value for ${name}, and the header does not declare it.'
                yield Fault(what, where, f"Add {name} = {_declared(wanted)} to [parameters].", "reference-parameter")
            elif own is not None and _kind(own) != _kind(wanted):
                what = f'${name} is {own.type} here, and {wanted.type} in "{inner}".'
                where = place(file.path, file.header.line("parameters", name)) if file.header else where
                yield Fault(what, where, f"Declare it as {wanted.type}.", "reference-parameter")


def _kind(parameter: Parameter) -> tuple[str | None, bool]:
    return scalar_type(parameter.type), is_list(parameter.type)


def _declared(parameter: Parameter) -> str:
    if isinstance(parameter.default, bool | int | float | str):
        default = str(parameter.default).lower() if isinstance(parameter.default, bool) else repr(parameter.default)
        default = default.replace("'", '"') if isinstance(parameter.default, str) else default
        return f'{{ type = "{parameter.type}", default = {default} }}'
    return f'"{parameter.type}"'


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
