"""What free SQL may say of one row of people: plain comparisons that cannot fail, whatever is in the row.

A term that fails for some rows would tell by failing that there are such rows; so would one that takes long for some.
Here is what does neither. A term is taken apart and written anew, so that nothing of it runs that was not looked at.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from engagement.catalog.parameters import is_list, scalar_type
from engagement.catalog.statement import StatementError
from engagement.nearest import did_you_mean

Node = Mapping[str, Any]

RULE = "free-people"
_NULL = "null"  # the kind of a null, which goes with every other
_KINDS = {"VARCHAR": "text", "BOOLEAN": "flag", "DATE": "date", "TIMESTAMP": "moment", "DOUBLE": "number"}
_COMPARISONS = {
    "COMPARE_EQUAL": "=",
    "COMPARE_NOTEQUAL": "<>",
    "COMPARE_LESSTHAN": "<",
    "COMPARE_GREATERTHAN": ">",
    "COMPARE_LESSTHANOREQUALTO": "<=",
    "COMPARE_GREATERTHANOREQUALTO": ">=",
    "COMPARE_DISTINCT_FROM": "is distinct from",
    "COMPARE_NOT_DISTINCT_FROM": "is not distinct from",
}
_OF_DAYS = ("year", "quarter", "month")
_OF_TEXT = ("lower", "upper")
_OF_TEXTS = ("starts_with", "contains")
_LIKE = {"~~": "like", "!~~": "not like", "~~*": "ilike", "!~~*": "not ilike"}
FUNCTIONS = (*_OF_DAYS, *_OF_TEXT, *_OF_TEXTS, *_LIKE, "nullif", "list_contains", "len")
_MOST_DIGITS = 12


@dataclass(frozen=True)
class Relation:
    """A table in `from`. columns: name -> kind of its values; empty for kinds that no term may use."""

    alias: str
    columns: Mapping[str, str]
    is_people: bool = False


@dataclass(frozen=True)
class Term:
    """A term as it is run, and the kind of its values: text, number, date, moment, flag or null."""

    kind: str
    sql: str


def kind_of(type_: str) -> str:
    """The kind of values of a DuckDB type; empty where terms can do nothing with it."""
    name = type_.partition("(")[0].strip().upper()
    if type_.endswith("]"):
        return ""
    if name in ("VARCHAR", "ENUM"):
        return "text"
    if name.endswith("INT") or name in ("INTEGER", "FLOAT", "DOUBLE", "DECIMAL"):
        return "number"
    return _KINDS.get(name, "")


def quoted(name: str) -> str:
    """A name as SQL has it, whatever it contains."""
    return '"' + name.replace('"', '""') + '"'


def refused(what: str, fix: str, node: Node | None = None) -> StatementError:
    """The error for SQL over people that is not run as it is, with its place where that is known."""
    at = int(node.get("query_location", 0)) if node else 0
    return StatementError(what, rule=RULE, fix=fix, position=at if at < 1 << 40 else 0)


@dataclass
class Terms:
    """Checks terms over some relations, and notes which columns of people they speak of.

    keys: columns that stand for one person or one record; terms may not speak of them.
    parameters: declared types by name.
    """

    relations: tuple[Relation, ...]
    keys: frozenset[str]
    parameters: Mapping[str, str]
    spoken: set[str] = field(default_factory=set)

    def term(self, node: Node) -> Term:
        """The term, checked and written anew.

        Raises:
            StatementError: it is none of those that are safe to work out for people's rows.
        """
        write = _WRITERS.get(str(node.get("class")))
        if write is None:
            what = "This cannot be said of people here."
            fix = "Use columns, constants, comparisons, and, or, not, in, between, is null, like and case."
            raise refused(what, fix, node)
        return write(self, node)

    def condition(self, node: Node) -> str:
        """A condition, checked and written anew. Raises as `term`."""
        return self._alike([node], node, "flag")[1][0]

    def find(self, node: Node) -> tuple[Relation, str]:
        """The relation and the column that a reference means."""
        names = [name.lower() for name in node["column_names"]]
        within = [each for each in self.relations if len(names) == 1 or each.alias == names[0]]
        found = [each for each in within if names[-1] in each.columns] if len(names) < 3 else []
        if not found:
            known = sorted({column for each in within for column in each.columns})
            what = f'There is no column "{".".join(names)}" in from.{did_you_mean(names[-1], known)}'
            raise refused(
                what, "Name a column of a table in from; write a term out, its new name is not known yet.", node
            )
        if len(found) > 1:
            what = f'"{names[-1]}" is a column of {" and of ".join(each.alias for each in found)}.'
            raise refused(what, f"Write {found[0].alias}.{names[-1]}.", node)
        return found[0], names[-1]

    def _column(self, node: Node) -> Term:
        relation, name = self.find(node)
        kind = relation.columns[name]
        if relation.is_people and name in self.keys:
            what = f'"{name}" tells one person or record from another, and can only be counted.'
            raise refused(what, "Use it in count(distinct person_key) alone, or take it out.", node)
        if relation.is_people and kind in ("date", "moment"):
            fix = f"Write year({name}), quarter({name}) or month({name})."
            raise refused(f'"{name}" is a day in one person\'s life.', fix, node)
        if not kind:
            raise refused(f'"{name}" holds values that cannot be compared here.', "Take another column.", node)
        return Term(kind, self._written(relation, name))

    def _written(self, relation: Relation, name: str) -> str:
        if relation.is_people:
            self.spoken.add(name)
        return f"{quoted(relation.alias)}.{quoted(name)}"

    def _constant(self, node: Node) -> Term:
        kind, text = node["literal"]["kind"], node["literal"]["text"]
        if kind in ("INTEGER", "NUMERIC"):
            digits = text.removeprefix("-").replace(".", "", 1)
            if not (digits.isdecimal() and digits.isascii() and len(digits) <= _MOST_DIGITS):
                raise refused("This number is too long.", f"Write at most {_MOST_DIGITS} digits.", node)
            return Term("number", f"({text})")
        if kind == "STRING":
            return Term("text", "'" + text.replace("'", "''") + "'")
        if kind == "BOOLEAN":
            return Term("flag", "true" if text == "true" else "false")
        if kind == "NULL_LITERAL":
            return Term(_NULL, "null")
        raise refused("This constant cannot be used here.", "Write a text, a number, true or false.", node)

    def _parameter(self, node: Node) -> Term:
        name = node["identifier"]
        type_ = self.parameters.get(name, "VARCHAR")
        if is_list(type_):
            raise refused(f"${name} is a list.", f"Write list_contains(${name}, column).", node)
        return Term(kind_of(scalar_type(type_) or "VARCHAR"), f"${name}")

    def _cast(self, node: Node) -> Term:
        child, type_ = node["child"], str(node["type_expr"].get("type_name", "")).upper()
        if child.get("class") != "CONSTANT" or child["literal"]["kind"] != "STRING" or type_ != "DATE":
            fix = "Write date '2026-11-01' for a day, and compare like with like instead of casting."
            raise refused("A cast may fail for some people and not for others.", fix, node)
        return Term("date", f"date {self._constant(child).sql}")

    def _comparison(self, node: Node) -> Term:
        if node["type"] not in _COMPARISONS:
            raise refused("This comparison cannot be used here.", "Use =, <>, <, >, <=, >=.", node)
        left, right = self._alike([node["left"], node["right"]], node)[1]
        return Term("flag", f"({left} {_COMPARISONS[node['type']]} {right})")

    def _between(self, node: Node) -> Term:
        value, low, high = self._alike([node["input"], node["lower"], node["upper"]], node)[1]
        return Term("flag", f"({value} between {low} and {high})")

    def _conjunction(self, node: Node) -> Term:
        word = " or " if node["type"] == "CONJUNCTION_OR" else " and "
        return Term("flag", f"({word.join(self._alike(node['children'], node, 'flag')[1])})")

    def _operator(self, node: Node) -> Term:
        type_, children = node["type"], node["children"]
        if type_ == "OPERATOR_NOT":
            return Term("flag", f"(not {self.condition(children[0])})")
        if type_ in ("OPERATOR_IS_NULL", "OPERATOR_IS_NOT_NULL"):
            return Term("flag", f"({self.term(children[0]).sql} is {'not ' if 'NOT' in type_ else ''}null)")
        if type_ in ("COMPARE_IN", "COMPARE_NOT_IN"):
            first, *rest = self._alike(children, node)[1]
            return Term("flag", f"({first} {'not ' if 'NOT' in type_ else ''}in ({', '.join(rest)}))")
        if type_ == "OPERATOR_COALESCE":
            kind, terms = self._alike(children, node)
            return Term(kind, f"coalesce({', '.join(terms)})")
        raise refused("This cannot be said of people here.", "Use comparisons, in, is null and coalesce.", node)

    def _case(self, node: Node) -> Term:
        checks = node["case_checks"]
        kind, (*values, otherwise) = self._alike([*(each["then_expr"] for each in checks), node["else_expr"]], node)
        whens = [self.condition(each["when_expr"]) for each in checks]
        cases = " ".join(f"when {when} then {value}" for when, value in zip(whens, values, strict=True))
        return Term(kind, f"(case {cases} else {otherwise} end)")

    def _function(self, node: Node) -> Term:
        name, given = node["function_name"].lower(), [each["expression"] for each in node["arguments"]]
        is_plain = len(node["qualified_name"]["path"]) == 1 and not (node["distinct"] or node["filter"])
        if is_plain and name in _OF_DAYS and len(given) == 1:
            return Term("number", f"{name}({self._days(given[0])})")
        if is_plain and name in _OF_TEXT and len(given) == 1:
            return Term("text", f"{name}({self._alike(given, node, 'text')[1][0]})")
        if is_plain and (name in _OF_TEXTS or name in _LIKE) and len(given) == 2:
            text, part = self._alike(given, node, "text")[1]
            return Term("flag", f"({text} {_LIKE[name]} {part})" if name in _LIKE else f"{name}({text}, {part})")
        if is_plain and name == "nullif" and len(given) == 2:
            kind, terms = self._alike(given, node)
            return Term(kind, f"nullif({', '.join(terms)})")
        if is_plain and name in ("list_contains", "len") and given and given[0].get("class") == "PARAMETER":
            return self._of_list(node, name, given)
        fix = f"Use {', '.join((*_OF_DAYS, *_OF_TEXT, *_OF_TEXTS))}, like, coalesce or nullif."
        raise refused(f'"{name}" cannot be worked out for rows of people here.', fix, node)

    def _days(self, node: Node) -> str:
        if node.get("class") == "COLUMN_REF":
            relation, name = self.find(node)
            if relation.columns[name] in ("date", "moment"):
                return self._written(relation, name)
        raise refused("This takes a column of days.", "Write year(start_date).", node)

    def _of_list(self, node: Node, name: str, given: list[Node]) -> Term:
        parameter = given[0]["identifier"]
        type_ = self.parameters.get(parameter, "VARCHAR")
        if not is_list(type_) or len(given) != (2 if name == "list_contains" else 1):
            raise refused(f"{name} takes a parameter that is a list.", "Write list_contains($regions, region).", node)
        if name == "len":
            return Term("number", f"len(${parameter})")
        value = self._alike([given[1]], node, kind_of(scalar_type(type_) or "VARCHAR"))[1][0]
        return Term("flag", f"list_contains(${parameter}, {value})")

    def _alike(self, nodes: Iterable[Node], where: Node, kind: str = _NULL) -> tuple[str, list[str]]:
        """The kind that all the terms are of, and the terms."""
        terms = [self.term(node) for node in nodes]
        for term in terms:
            if _NULL not in (term.kind, kind) and term.kind != kind:
                what = f"A {term.kind} stands here where a {kind} should."
                raise refused(what, "Compare like with like: 'text', 123, date '2026-11-01', true.", where)
            kind = term.kind if kind == _NULL else kind
        return kind, [term.sql for term in terms]


_WRITERS: Mapping[str, Callable[[Terms, Node], Term]] = {
    "COLUMN_REF": Terms._column,
    "CONSTANT": Terms._constant,
    "PARAMETER": Terms._parameter,
    "CAST": Terms._cast,
    "COMPARISON": Terms._comparison,
    "BETWEEN": Terms._between,
    "CONJUNCTION": Terms._conjunction,
    "OPERATOR": Terms._operator,
    "CASE": Terms._case,
    "FUNCTION": Terms._function,
}
