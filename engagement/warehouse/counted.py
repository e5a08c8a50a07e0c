"""Free SQL over people, written anew as counts of groups that disclosure control can judge; all else is refused.

One shape is understood: groups of the rows of one table of people, with a few aggregates. From it a select of our own
is made, which counts for each group the people in it, the people whom conditions keep out of it, and the people behind
each aggregate. Nothing that somebody typed runs over people but terms that `row_terms.py` has taken apart.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Any

from engagement.query import Disclosure
from engagement.warehouse.people_from import PERSON, SHAPE, Setting, people_from, steps
from engagement.warehouse.row_terms import FUNCTIONS, Node, Terms, quoted, refused
from engagement.warehouse.sql_tree import tree_of

EVERYONE = "__everyone"
MOST_COLUMNS = 4
MOST_NAMES = 2
_AGGREGATES = {"sum": "sum", "avg": "avg", "mean": "avg", "median": "median"}


@dataclass(frozen=True)
class Counted:
    """A question over people as it is run; `sql` also yields EVERYONE and the columns of people behind measures.

    names: the columns that were asked for, in order. by: those that name a group. people: the one that counts people.
    behind: columns of measures -> columns that count the people in the group for whom there is a value.
    """

    sql: str
    names: tuple[str, ...]
    by: tuple[str, ...]
    people: str
    behind: Mapping[str, str]

    @property
    def rule(self) -> Disclosure:
        """What [disclosure] has to say of it: whoever asks for coarser groups knows every sum of its rows."""
        return Disclosure(people=(self.people,), by=self.by, margins=sums_of(self.by))


def sums_of(by: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """Every coarser grouping."""
    return tuple(each for size in range(len(by)) for each in combinations(by, size))


@dataclass(frozen=True)
class _Item:
    """One column of the answer. group: the term that names groups; value: an aggregate; measure: what it is of."""

    name: str
    node: Node
    group: str = ""
    value: str = ""
    measure: str = ""
    is_people: bool = False


def counted(sql: str, setting: Setting) -> Counted:
    """Write one select over people anew.

    Args:
        sql: one select, as `catalog.statement.parse` accepts it.
        setting: the tables around it.

    Raises:
        StatementError: it is not of the one shape; says what to write, and where.
    """
    node = tree_of(sql)
    _check_shape(node)
    named = "".join(f"{each}, " for each in steps(node, setting))
    terms = Terms((), setting.keys, setting.parameters)
    tables = people_from(node["from_table"], f"with {named.removesuffix(', ')} " if named else "", terms, setting)
    where = terms.condition(node["where_clause"]) if node["where_clause"] else "true"
    items = tuple(_items(node["select_list"], terms, setting.measures))
    _check_items(items, node, terms)
    groups = [each for each in items if each.group]
    measures = tuple(dict.fromkeys(each.measure for each in items if each.measure))
    person = quoted(tables.relations[0].alias)
    columns = [f"{each.group} as {quoted(f'__group_{at}')}" for at, each in enumerate(groups)]
    columns += [f"{person}.{quoted(name)} as {quoted(f'__value_{at}')}" for at, name in enumerate(measures)]
    inside = " and ".join(f"coalesce({each}, false)" for each in (where, *tables.matched))
    # a join that repeats a row must not count it twice
    distinct = f"distinct {person}.__number, " if len(tables.relations) > 1 else ""
    rows = f"select {distinct}{', '.join([*columns, f'{person}.__person', f'{inside} as __inside'])} from {tables.sql}"
    return Counted(
        sql=f"with {named}__rows as ({rows}) {_groups(items, measures)}{_order(node, items)}",
        names=tuple(each.name for each in items),
        by=tuple(each.name for each in groups),
        people=next(each.name for each in items if each.is_people),
        behind={each.name: f"__behind_{measures.index(each.measure)}" for each in items if each.measure},
    )


def _check_shape(node: Node) -> None:
    if node["type"] != "SELECT_NODE":
        raise refused("Selects over people cannot be put together with union, except or intersect.", SHAPE)
    for modifier in node["modifiers"]:
        if modifier["type"] != "ORDER_MODIFIER":
            word = {"LIMIT_MODIFIER": "limit", "LIMIT_PERCENT_MODIFIER": "limit"}.get(modifier["type"], "distinct")
            raise refused(f"{word} picks rows, and which ones would tell of people.", f"Take {word} out. {SHAPE}")
    for key, word in (("having", "having"), ("qualify", "qualify"), ("sample", "a sample")):
        if node[key]:
            raise refused(f"{word} picks groups by what is in them.", f"Take it out. {SHAPE}", node[key])


def _items(nodes: list[Node], terms: Terms, measures: frozenset[str]) -> Iterator[_Item]:
    for node in nodes:
        if node.get("class") == "STAR":
            raise refused("Rows of people are not shown, only counts of groups.", SHAPE, node)
        name = node.get("alias") or (node["column_names"][-1] if node.get("class") == "COLUMN_REF" else "")
        if not name or name.startswith("__"):
            raise refused("This column has no name.", "Write: … as name.", node)
        value = _aggregate(node, terms, measures)
        yield replace(value, name=name) if value else _Item(name, node, group=terms.term(node).sql)


def _aggregate(node: Node, terms: Terms, measures: frozenset[str]) -> _Item | None:
    """The aggregate that a column is, as it is run; None where it is none."""
    if node.get("class") != "FUNCTION":
        return None
    name, given = node["function_name"].lower(), [each["expression"] for each in node["arguments"]]
    if name == "round" and len(given) == 2 and given[1].get("class") == "CONSTANT":
        inner = _aggregate(given[0], terms, measures)
        return replace(inner, value=f"round({inner.value}, {terms.term(given[1]).sql})") if inner else None
    if name in FUNCTIONS:
        return None
    if node["filter"] or node["order_bys"]["orders"] or len(node["qualified_name"]["path"]) > 1:
        raise refused("An aggregate over people has no filter and no order.", "Put the condition into where.", node)
    if name == "count_star":
        return _Item("", node, value="count(*) filter (where __inside)")
    relation, column = terms.find(given[0]) if given and given[0].get("class") == "COLUMN_REF" else (None, "")
    is_theirs = relation is not None and relation.is_people
    if name == "count" and node["distinct"] and is_theirs and column == PERSON:
        return _Item("", node, value="count(distinct __person) filter (where __inside)", is_people=True)
    if name in _AGGREGATES and not node["distinct"] and is_theirs and column in measures:
        return _Item("", node, value=f"{_AGGREGATES[name]}({{}}) filter (where __inside)", measure=column)
    amounts = ", ".join(sorted(measures.intersection(terms.relations[0].columns))) or "this table has none"
    fix = f"Use count(distinct {PERSON}), count(*), or sum, avg, median of a column of amounts: {amounts}."
    raise refused(f'"{name}" could tell of one person.', fix, node)


def _check_items(items: tuple[_Item, ...], node: Node, terms: Terms) -> None:
    groups = [each for each in items if each.group]
    names = [each.name.lower() for each in items]
    if len(set(names)) < len(names):
        raise refused("Two columns have the same name.", "Write: … as name.")
    if len([each for each in items if each.is_people]) != 1:
        fix = f"Add count(distinct {PERSON}) as students, once: it decides what may be shown."
        raise refused("The answer does not say how many people are in a group.", fix)
    if len(terms.spoken) > MOST_COLUMNS:
        fix = f"Use at most {MOST_COLUMNS} in columns, conditions and joins: the more, the fewer people are meant."
        told = ", ".join(sorted(terms.spoken))
        raise refused(f"This speaks of {len(terms.spoken)} columns of people: {told}.", fix)
    if len(groups) > MOST_NAMES:
        raise refused(f"These are groups by {len(groups)} columns.", f"Group by at most {MOST_NAMES}.")
    if node["aggregate_handling"] != "FORCE_AGGREGATES" and (groups or node["group_expressions"]):
        sets = [list(range(len(node["group_expressions"])))]
        wanted = sorted(each.group for each in groups)
        if node["group_sets"] != sets or sorted(_grouped(node, items, terms)) != wanted:
            raise refused("The groups are not the columns that are selected.", "Write: group by all.")


def _grouped(node: Node, items: tuple[_Item, ...], terms: Terms) -> Iterator[str]:
    for each in node["group_expressions"]:
        named = _named_item(each, items)
        yield named.group if named else terms.term(each).sql


def _named_item(node: Node, items: tuple[_Item, ...]) -> _Item | None:
    """The column of the answer that a name or a number means."""
    if node.get("class") == "CONSTANT" and node["literal"]["text"].isdecimal():
        at = int(node["literal"]["text"])
        return items[at - 1] if 0 < at <= len(items) else None
    name = node["column_names"][-1].lower() if node.get("class") == "COLUMN_REF" else None
    return next((each for each in items if each.name.lower() == name), None)


def _groups(items: tuple[_Item, ...], measures: tuple[str, ...]) -> str:
    columns, at = [], 0
    for each in items:
        if each.group:
            columns.append(f"{quoted(f'__group_{at}')} as {quoted(each.name)}")
            at += 1
        else:
            value = each.value.format(f"__value_{measures.index(each.measure)}") if each.measure else each.value
            columns.append(f"{value} as {quoted(each.name)}")
    columns.append(f"count(distinct __person) as {EVERYONE}")
    columns += [
        f"count(distinct __person) filter (where __inside and __value_{at} is not null) as __behind_{at}"
        for at in range(len(measures))
    ]
    grouped = f" group by {', '.join(quoted(f'__group_{at}') for at in range(at))}" if at else ""
    return f"select {', '.join(columns)} from __rows{grouped}"


def _order(node: Node, items: tuple[_Item, ...]) -> str:
    """Rows are ordered by columns of the answer alone: an order by anything else would tell of it."""
    written = []
    for each in (order for modifier in node["modifiers"] for order in modifier["orders"]):
        way = "desc" if each["type"] == "DESCENDING" else "asc"
        nulls = {"NULLS_FIRST": " nulls first", "NULLS_LAST": " nulls last"}.get(each["null_order"], "")
        expression: Any = each["expression"]
        named = items if expression.get("class") == "STAR" else (_named_item(expression, items),)
        for item in named:
            if item is None:
                raise refused("Rows are ordered by columns of the answer.", "Name one of them in order by.", expression)
            written.append(f"{quoted(item.name)} {way}{nulls}")
    return f" order by {', '.join(written)}" if written else ""
