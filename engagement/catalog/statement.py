"""What a SQL text is made of, read from DuckDB's own parse of it: tables, parameters, functions. Nothing is run.

Table names are found with their scope, so that a table cannot hide beneath a `with` of the same name.
"""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import Any

import duckdb

from engagement.nearest import did_you_mean

_SELECTS = {"SELECT_NODE", "SET_OPERATION_NODE", "RECURSIVE_CTE_NODE", "CTE_NODE"}
# SQL that DuckDB reads as a column's name although it is the clock, or tells of the session.
_BARE = {
    *("current_date", "current_time", "current_timestamp", "localtime", "localtimestamp"),
    *("current_catalog", "current_schema", "current_user", "session_user"),
}
_MISSING_TABLE = re.compile(r'^(Table|Referenced table|Values list) "?|Table with name', re.IGNORECASE)
_UNGROUPED = re.compile(r"must appear in the GROUP BY clause")
_MISSING_COLUMN = re.compile(r'column named "(?P<name>[^"]+)"|Referenced column "(?P<other>[^"]+)" not found')
_LOCK = threading.Lock()
_KEPT = 1024


@dataclass(frozen=True)
class Statement:
    """One select, as parsed. Positions are bytes from the start of the SQL.

    parameters, functions, table_functions: name -> position of its first use.
    tables: parts of the name as written ("ledger", "faults") -> position of its first use.
    star: position of a `*` in the last select list; None where there is none.
    outputs: names of the columns that the select yields, "" for one without a name.
    columns: names that it reads as columns, wherever they stand, in lowercase.
    gathered: what makes one row of several in the last select, such as "avg" or "group by", and its position.
    """

    parameters: Mapping[str, int] = field(default_factory=dict)
    tables: Mapping[tuple[str, ...], int] = field(default_factory=dict)
    functions: Mapping[str, int] = field(default_factory=dict)
    table_functions: Mapping[str, int] = field(default_factory=dict)
    star: int | None = None
    outputs: tuple[str, ...] = ()
    columns: frozenset[str] = frozenset()
    is_ordered: bool = True
    sample: int | None = None
    gathered: tuple[str, int] | None = None


class StatementError(Exception):
    """The SQL is not one select. `position` is in bytes from its start."""

    def __init__(self, what: str, *, rule: str, fix: str, position: int = 0) -> None:
        super().__init__(what)
        self.what, self.rule, self.fix, self.position = what, rule, fix, position


@lru_cache(maxsize=_KEPT)
def parse(sql: str) -> Statement:
    """Parse one select. The same text is parsed once.

    Raises:
        StatementError: it does not parse, is not a select, or there are none or several statements.
    """
    with _LOCK:
        cursor = _parser().cursor()
        try:
            _one_select(cursor, sql)
            ((text,),) = cursor.execute("select json_serialize_sql($sql::varchar)", {"sql": sql}).fetchall()
        except duckdb.Error as error:
            what, position = explain(error)
            fix = "Mend the SQL at this place; the file runs as it is in the DuckDB shell."
            raise StatementError(what, rule="sql-syntax", fix=fix, position=position or 0) from error
        finally:
            cursor.close()
    try:
        return _parsed(text, sql)
    except RecursionError as error:
        fix = "Put parts of it into steps of `with`."
        raise StatementError("This is nested too deeply to be read.", rule="sql-syntax", fix=fix) from error


def _parsed(text: str, sql: str) -> Statement:
    tree = json.loads(text)
    if tree.get("error"):
        raise _not_a_select("This form of statement")
    node = tree["statements"][0]["node"]
    parts = _Parts()
    parts.walk(node, frozenset())
    return Statement(
        parts.parameters,
        parts.tables,
        parts.functions,
        parts.table_functions,
        star=next(_stars(node), None),
        outputs=tuple(_outputs(node)),
        columns=frozenset(parts.columns),
        is_ordered=any(modifier["type"] == "ORDER_MODIFIER" for modifier in node.get("modifiers", ())),
        sample=parts.sample,
        gathered=_gathered(node, sql),
    )


@lru_cache(maxsize=_KEPT)
def uncounted(sql: str) -> bool:
    """Whether an expression picks rows by itself: with `filter`, `case`, a window, a subquery or a comparison."""
    with _LOCK:
        parsed = _parser().execute("select json_serialize_sql($sql::varchar)", {"sql": sql}).fetchone()
    return _picks(json.loads(parsed[0])["statements"][0]["node"]["select_list"]) if parsed else True


@lru_cache(maxsize=_KEPT)
def columns_in(sql: str) -> tuple[str, ...]:
    """Return the columns that an expression names, each once, as written."""
    with _LOCK:
        parsed = _parser().execute("select json_serialize_sql($sql::varchar)", {"sql": f"select {sql}"}).fetchone()
    named = _column_names(json.loads(parsed[0])["statements"][0]["node"]["select_list"]) if parsed else ()
    return tuple(dict.fromkeys(named))


def _column_names(node: Any) -> Iterator[str]:
    if isinstance(node, list):
        for child in node:
            yield from _column_names(child)
    elif isinstance(node, dict):
        if node.get("type") == "COLUMN_REF":
            yield node["column_names"][-1]
        for value in node.values():
            yield from _column_names(value)


def _picks(node: Any) -> bool:
    if isinstance(node, list):
        return any(_picks(child) for child in node)
    if not isinstance(node, dict):
        return False
    if node.get("class") in ("CASE", "WINDOW", "SUBQUERY", "COMPARISON", "CONJUNCTION", "LAMBDA") or node.get("filter"):
        return True
    return any(_picks(value) for value in node.values())


def explain(error: Exception) -> tuple[str, int | None]:
    """Return what DuckDB says, on one line, and where in the SQL, in bytes, if it says so."""
    text = str(error)
    try:
        raw = json.loads(text[text.index("{") :])
    except ValueError:
        return text.partition("\n\nLINE ")[0].strip().replace("\n", " "), None
    position = raw.get("position")
    # of a long message the first sentence, without the list of all functions there are
    message = str(raw.get("exception_message", "")).partition("\n\n")[0].partition("\n\tCandidate functions")[0]
    message = " ".join(message.split())
    return message, int(position) if position is not None else None


def suggest(what: str, columns: Iterable[str]) -> str:
    """Return what DuckDB says of a column that is not there, with the nearest one that is; anything else as it is."""
    # what else it proposes knows nothing of the rules for queries
    what = what.partition(" Either add it to the GROUP BY list")[0]
    # DuckDB calls a view under another name a values list
    what = re.sub(r'^Values list "', 'Table "', what)
    missing = _MISSING_COLUMN.search(what)
    if not missing:
        return what
    what = what.partition(" Candidate bindings")[0].rstrip("!. ")
    return f"{what}.{did_you_mean(missing['name'] or missing['other'], columns)}"


def fix_of(what: str) -> str:
    """Return how to mend what DuckDB says of a select; empty where that is not known."""
    if _MISSING_COLUMN.search(what) or _MISSING_TABLE.search(what):
        return "python -m engagement queries --tables lists tables, models and their columns."
    return "Add it to group by, or aggregate it." if _UNGROUPED.search(what) else ""


@cache
def _parser() -> duckdb.DuckDBPyConnection:
    return duckdb.connect(
        config={"errors_as_json": "true", "enable_external_access": "false", "lock_configuration": "true"}
    )


def _one_select(cursor: duckdb.DuckDBPyConnection, sql: str) -> None:
    statements = cursor.extract_statements(sql)
    if not statements:
        fix = "Write one select after the header."
        raise StatementError("There is no SQL.", rule="sql-missing", fix=fix)
    if len(statements) > 1:
        first = statements[0].query
        position = len((first + sql[len(first) :][: -len(sql[len(first) :].lstrip()) or None]).encode())
        what = f"There are {len(statements)} statements; a query is one."
        fix = "Put steps into `with name as (…)`, or into queries of their own."
        raise StatementError(what, rule="sql-several", fix=fix, position=position)
    kind = statements[0].type
    if kind != duckdb.StatementType.SELECT:
        raise _not_a_select(f"{kind.name.lower().capitalize()} statements")


def _not_a_select(what: str) -> StatementError:
    fix = "Write one select; in place of pivot write sum(…) filter (where …)."
    return StatementError(f"{what} cannot be a query: only a select can.", rule="sql-not-select", fix=fix)


class _Parts:
    """Collects names over a parse tree."""

    def __init__(self) -> None:
        self.parameters: dict[str, int] = {}
        self.tables: dict[tuple[str, ...], int] = {}
        self.functions: dict[str, int] = {}
        self.table_functions: dict[str, int] = {}
        self.columns: set[str] = set()
        self.sample: int | None = None

    def walk(self, node: Any, scope: frozenset[str]) -> None:
        """Visit a part of the tree; `scope` holds the names that `with` has given around it."""
        if isinstance(node, list):
            for child in node:
                if isinstance(child, dict | list):
                    self.walk(child, scope)
        if not isinstance(node, dict):
            return
        kind = str(node.get("type", ""))
        if kind == "SHOW_REF" or (kind.endswith("_NODE") and kind not in _SELECTS):
            raise _not_a_select("What this does to a table")
        if kind == "RECURSIVE_CTE_NODE":
            scope |= {node["cte_name"].lower()}
        for own in node.get("cte_map", {}).get("map", ()):
            # A name is not known inside its own definition: there it is the table.
            self.walk(own["value"], scope)
            scope |= {own["key"].lower()}
        self._note(node, kind, scope)
        for key, value in node.items():
            # a table function is noted as such, and only its arguments are looked into
            arguments = kind == "TABLE_FUNCTION" and key == "function"
            if arguments:
                self.walk(value.get("arguments"), scope)
            elif key != "cte_map" and isinstance(value, dict | list):
                self.walk(value, scope)

    def _note(self, node: Mapping[str, Any], kind: str, scope: frozenset[str]) -> None:
        position = _position(node)
        if kind == "BASE_TABLE":
            path = tuple(part.lower() for part in node["qualified_name"]["path"])
            if len(path) > 1 or path[0] not in scope:
                self.tables.setdefault(path[1:] if len(path) == 2 and path[0] == "main" else path, position)
        elif kind == "TABLE_FUNCTION":
            self.table_functions.setdefault(node["function"]["function_name"].lower(), position)
        elif node.get("class") in ("FUNCTION", "WINDOW"):
            name = node["function_name"].lower()
            # of two dates the age is always the same; of one it is that of today
            if name != "age" or len(node.get("arguments", ())) < 2:
                self.functions.setdefault(name, position)
        elif kind == "VALUE_PARAMETER":
            self.parameters.setdefault(node["identifier"], position)
        elif kind == "COLUMN_REF":
            names = [name.lower() for name in node["column_names"]]
            self.columns.add(names[-1])
            if len(names) == 1 and names[0] in _BARE:
                self.functions.setdefault(names[0], position)
        if node.get("sample"):
            self.sample = self.sample or position


def _outputs(node: Mapping[str, Any]) -> Iterator[str]:
    """Yield the names of the columns of a select; a union has those of its first part."""
    for part in node.get("children", ())[:1]:
        yield from _outputs(part)
    for expression in node.get("select_list", ()):
        yield expression.get("alias") or (expression.get("column_names") or [""])[-1]


def _gathered(node: Any, sql: str) -> tuple[str, int] | None:
    """Return what makes one row of several in a select, or in a part of a union; not in its `with` or subqueries."""
    parts = [part for key in ("left", "right", "child") if (part := node.get(key))] or node.get("children", ())
    aggregate = next(_aggregates((node.get("select_list"), node.get("having"), node.get("qualify"))), None)
    if aggregate:
        return aggregate
    if node.get("group_expressions") or node.get("aggregate_handling") == "FORCE_AGGREGATES":
        return "group by", _last(r"\bgroup\s+by\b", sql)
    if any(modifier["type"] == "DISTINCT_MODIFIER" for modifier in node.get("modifiers", ())):
        return "distinct", _last(r"\bselect\s+distinct\b", sql)
    if node.get("setop_type") == "UNION" and not node.get("setop_all"):
        return "union without all", _last(r"\bunion\b", sql)
    return next((gathered for part in parts if (gathered := _gathered(part, sql))), None)


def _last(pattern: str, sql: str) -> int:
    """Return the last place of a word, in bytes: the tree does not give places, and the outer select comes last."""
    start = max((match.start() for match in re.finditer(pattern, sql, re.IGNORECASE)), default=0)
    return len(sql[:start].encode())


def _aggregates(node: Any) -> Iterator[tuple[str, int]]:
    if isinstance(node, list | tuple):
        for child in node:
            yield from _aggregates(child)
    elif isinstance(node, dict) and node.get("class") != "SUBQUERY":
        if node.get("class") == "FUNCTION" and node["function_name"].lower() in _aggregate_names():
            yield node["function_name"].lower().removesuffix("_star"), _position(node)
        for value in node.values():
            yield from _aggregates(value)


@cache
def _aggregate_names() -> frozenset[str]:
    sql = "select distinct function_name from duckdb_functions() where function_type = 'aggregate'"
    scalar = "select function_name from duckdb_functions() where function_type <> 'aggregate'"
    return frozenset(
        name for (name,) in duckdb.connect().execute(f"{sql} and function_name not in ({scalar})").fetchall()
    )


def _stars(node: Mapping[str, Any]) -> Iterator[int]:
    """Yield places in the last select list that stand for columns without naming them."""
    for child in node.get("children", ()):
        yield from _stars(child)
    for expression in node.get("select_list", ()):
        yield from _star_in(expression)


def _star_in(expression: Any) -> Iterator[int]:
    if isinstance(expression, list):
        for child in expression:
            yield from _star_in(child)
    elif isinstance(expression, dict) and expression.get("class") != "SUBQUERY":
        if expression.get("class") == "STAR":
            yield _position(expression)
        for value in expression.values():
            yield from _star_in(value)


def _position(node: Mapping[str, Any]) -> int:
    # DuckDB gives the largest number where a place is not known.
    position = int(node.get("query_location", 0))
    return position if position < 1 << 40 else 0
