"""${…} in Evidence's SQL, which is pasted there, turned into what is bound and what is stood on here."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from engagement.query import FRAME_PARAMETERS

# Comments, texts, quoted names, interpolations, words, and every other sign by itself.
_TOKEN = re.compile(
    r"""(?P<comment>--[^\n]*|/\*.*?\*/)|(?P<text>'(?:[^']|'')*')|(?P<quoted>"(?:[^"]|"")*")"""
    r"""|(?P<pasted>\$\{[^}]*\})|(?P<word>\w+)|(?P<blank>\s+)|(?P<sign><>|<=|>=|!=|\|\||.)""",
    re.DOTALL,
)
_PASTED = re.compile(r"\$\{\s*(?P<what>[^}]*?)\s*\}")
_INPUT = re.compile(r"(?P<kind>inputs|params)\.(?P<name>[A-Za-z_]\w*)(?:\.(?P<part>\w+))?")
_PARTS = {"", "value", "start", "end"}
# Behind these a value stands, and never a name.
_BEFORE_VALUE = {
    "=",
    "<",
    ">",
    "<=",
    ">=",
    "<>",
    "!=",
    "between",
    "limit",
    "offset",
    "like",
    "ilike",
    "+",
    "-",
    "*",
    "/",
    "||",
}


class NotCarriedError(Exception):
    """What has no counterpart here. `position` is in characters of SQL with the same lines as Evidence's."""

    def __init__(self, what: str, position: int) -> None:
        super().__init__(what)
        self.what, self.position = what, position


@dataclass
class Rewritten:
    """SQL with parameters and references in place of interpolations.

    parameters: type by name. lines stay as they were.
    """

    sql: str = ""
    parameters: dict[str, str] = field(default_factory=dict)
    references: list[str] = field(default_factory=list)


def rewrite(sql: str, resolve: Callable[[str], str | None]) -> Rewritten:
    """Rewrite every ${…}.

    Args:
        sql: as Evidence has it.
        resolve: the id here of a query by its name there; None where there is none, "" where it is not carried over.

    Raises:
        NotCarriedError: the first one that cannot be carried over.
    """
    done = Rewritten()
    before: list[str] = []
    for token in _TOKEN.finditer(sql):
        kind, text = token.lastgroup, token[0]
        if kind == "text" and "${" in text:
            text = _in_text(text, token.start(), done)
        elif kind == "quoted" and "${" in text:
            raise NotCarriedError("A name is pasted together: only values can be bound.", token.start())
        elif kind == "pasted":
            text = _bare(text, token.start(), before, done, resolve, sql[token.end() : token.end() + 1])
        if kind not in ("blank", "comment"):
            before.append(token[0].lower())
        done.sql += text
    return done


def _in_text(text: str, position: int, done: Rewritten) -> str:
    """A text that holds values: each is bound, and what stands around it stays text."""
    pieces, at = [], 1
    for found in _PASTED.finditer(text):
        if found.start() > at:
            pieces.append(f"'{text[at : found.start()]}'")
        pieces.append(f"${_parameter(found['what'], position + found.start(), done, 'VARCHAR')}")
        at = found.end()
    if at < len(text) - 1:
        pieces.append(f"'{text[at:-1]}'")
    return pieces[0] if len(pieces) == 1 else f"({' || '.join(pieces)})"


def _bare(
    text: str, position: int, before: list[str], done: Rewritten, resolve: Callable[[str], str | None], after: str
) -> str:
    what = text[2:-1].strip()
    if re.fullmatch(r"[A-Za-z_]\w*", what):
        id_ = resolve(what)
        if not id_:
            why = f'There is no query "{what}" in the project.'
            why = why if id_ is None else f'It stands on "{what}", which is not carried over either.'
            raise NotCarriedError(why, position)
        done.references.append(id_)
        return f'"{id_}"'
    last = before[-1] if before else ""
    if after.isalnum() or after in ("_", "."):
        raise NotCarriedError("A name is pasted together: only values can be bound.", position)
    if last == "in":
        # Evidence pastes a list in brackets; here a list is bound, and `in` becomes a comparison with its elements
        name = _parameter(what, position, done, "VARCHAR[]")
        is_not = before[-2:-1] == ["not"]
        done.sql = re.sub(r"(not\s+)?in\s*$", "<> all" if is_not else "= any", done.sql, flags=re.IGNORECASE)
        return f"(${name})"
    if last not in _BEFORE_VALUE and not (last == "and" and "between" in before[-4:]):
        what = "What is pasted here may be a name or a piece of SQL: only values can be bound."
        raise NotCarriedError(what, position)
    return f"${_parameter(what, position, done, 'VARCHAR' if last in ('like', 'ilike', '||') else 'INTEGER')}"


def _parameter(what: str, position: int, done: Rewritten, type_: str) -> str:
    found = _INPUT.fullmatch(what)
    if found is None or (found["part"] or "") not in _PARTS:
        raise NotCarriedError(f"${{{what}}} has no counterpart here.", position)
    part = found["part"] if found["part"] in ("start", "end") else ""
    name = re.sub(r"\W+", "_", re.sub(r"([a-z0-9])([A-Z])", r"\1_\2", found["name"])).strip("_").lower()
    name = f"{name}_{part}" if part else name
    type_ = "DATE" if part and type_ == "VARCHAR" else type_
    known: Mapping[str, str] = FRAME_PARAMETERS
    if name in known and known[name] != type_:
        name = f"{name}_chosen"
    if done.parameters.setdefault(name, type_) != type_:
        raise NotCarriedError(f"${{{what}}} is used as {done.parameters[name]} and as {type_}.", position)
    return name
