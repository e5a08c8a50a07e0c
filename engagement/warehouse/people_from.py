"""The tables of free SQL over people: one of people, and others that only look things up for its rows.

A join keeps every row of people, and tells apart which of them have found another: those whom it would leave out are
counted too, so that leaving out very few does not go unnoticed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from engagement.warehouse.row_terms import Node, Relation, Terms, kind_of, quoted, refused
from engagement.warehouse.sql_tree import base_tables, text_of

SHAPE = (
    "Write: select columns, count(distinct person_key) as students, avg(duration_days) as days from a table of people, "
    "joined to tables that are not about people if need be, where …, group by all, order by columns. "
    "Save anything else as a file in queries/, where it is reviewed."
)
PERSON = "person_key"


@dataclass(frozen=True)
class Setting:
    """What is known of the tables.

    tables, people: names of all tables and models, and of those about people.
    keys: columns that stand for one person or one record.
    measures: columns of amounts, which may be summed and averaged.
    parameters: declared types by name.
    describe: the columns that a select yields, and DuckDB's names of their types.
    """

    tables: frozenset[str]
    people: frozenset[str]
    keys: frozenset[str]
    measures: frozenset[str]
    parameters: Mapping[str, str]
    describe: Callable[[str], Mapping[str, str]]


@dataclass(frozen=True)
class People:
    """The tables as they are run. matched: for each inner join, the column that tells whether a row has found another.

    `sql` also yields __person and __number, which tells rows apart.
    """

    sql: str
    relations: tuple[Relation, ...]
    matched: tuple[str, ...]


def steps(node: Node, setting: Setting) -> Iterator[str]:
    """The steps of `with`, which may be anything that is not about people."""
    for each in node["cte_map"]["map"]:
        name, step = each["key"], each["value"]
        if name.lower() in setting.tables or name.startswith("__"):
            raise refused(f'"{name}" is the name of a table.', "Give the step in `with` another name.")
        for table in base_tables(step):
            if table["qualified_name"]["path"][-1].lower() in setting.people:
                raise refused("People are counted in the last select, not in a step before it.", SHAPE, table)
        if step["query_node"]["type"] == "RECURSIVE_CTE_NODE" or step["key_targets"]:
            raise refused("A step that calls itself cannot stand beside people.", SHAPE)
        aliases = f"({', '.join(map(quoted, step['aliases']))})" if step["aliases"] else ""
        yield f"{quoted(name)}{aliases} as ({text_of(step['query_node'])})"


def people_from(node: Node, named: str, terms: Terms, setting: Setting) -> People:
    """The tables: people first, so that those whom a join keeps out are counted too."""
    if node["type"] == "BASE_TABLE":
        relation, table = _relation(node, named, setting)
        if not relation.is_people:
            raise refused("The table of people stands first in from.", SHAPE, node)
        if PERSON not in relation.columns:
            what = f'"{table}" does not say who is who: it has no {PERSON}.'
            raise refused(what, f"Take a table of people with {PERSON}.", node)
        terms.relations = (relation,)
        source = f"select *, {PERSON} as __person, row_number() over () as __number from {quoted(table)}"
        return People(f"({source}) as {quoted(relation.alias)}", terms.relations, ())
    if node["type"] != "JOIN" or node["ref_type"] != "REGULAR" or node["join_type"] not in ("INNER", "LEFT"):
        raise refused("This cannot stand in from beside people.", f"Use join … on, or left join … on. {SHAPE}", node)
    left = people_from(node["left"], named, terms, setting)
    if node["right"]["type"] != "BASE_TABLE":
        fix = f"Put it into a step of `with`, and join that. {SHAPE}"
        raise refused("Only tables by their names are joined to people.", fix, node)
    right, table = _relation(node["right"], named, setting)
    if right.is_people:
        raise refused("One question is about one table of people.", SHAPE, node["right"])
    if right.alias in {each.alias for each in left.relations}:
        raise refused(
            f'"{right.alias}" stands in from twice.', "Give one of them another name with `as`.", node["right"]
        )
    on = _on(node, left, right, terms)
    found = f"__found_{len(left.relations)}"
    source = f"(select *, true as {found} from {quoted(table)}) as {quoted(right.alias)}"
    matched = (f"{quoted(right.alias)}.{found}",) if node["join_type"] == "INNER" else ()
    return People(f"{left.sql} left join {source} on {on}", terms.relations, left.matched + matched)


def _relation(node: Node, named: str, setting: Setting) -> tuple[Relation, str]:
    path = node["qualified_name"]["path"]
    if len(path) > 1 or node["at_clause"] or node["sample"] or node["column_name_alias"]:
        raise refused("A table stands in from by its name alone.", "Write: from students_abroad as abroad.", node)
    types = setting.describe(f"{named}select * from {quoted(path[0])}")
    if any(name.startswith("__") for name in types):
        raise refused("Names that begin with __ are taken.", "Choose other names.", node)
    columns = {name.lower(): kind_of(type_) for name, type_ in types.items()}
    alias = (node["alias"] or path[0]).lower()
    return Relation(alias, columns, path[0].lower() in setting.people), path[0]


def _on(node: Node, left: People, right: Relation, terms: Terms) -> str:
    """The condition of a join: equal columns, so that it only looks things up."""
    pairs = []
    for name in (each.lower() for each in node["using_columns"]):
        owner, _ = terms.find({"column_names": [name], **_place(node)})
        pairs.append(f"{quoted(owner.alias)}.{quoted(name)} = {quoted(right.alias)}.{quoted(name)}")
        terms.term({"class": "COLUMN_REF", "column_names": [owner.alias, name], **_place(node)})
    shared = {each.lower() for each in node["using_columns"]}
    if not shared <= set(right.columns):
        raise refused("A column in using is not in both tables.", "Write join … on left = right.", node)
    own = {name: kind for name, kind in right.columns.items() if name not in shared}
    terms.relations = (*left.relations, replace(right, columns=own))
    condition = node["condition"]
    if condition is not None:
        parts = condition["children"] if condition.get("type") == "CONJUNCTION_AND" else [condition]
        if any(part.get("type") != "COMPARE_EQUAL" for part in parts):
            raise refused(
                "A join looks up equal values.", "Write on a = b and c = d; put the rest into where.", condition
            )
        pairs.append(terms.condition(condition))
    return " and ".join(pairs)


def _place(node: Node) -> dict[str, Any]:
    return {"query_location": node.get("query_location", 0)}
