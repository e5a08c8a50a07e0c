"""A mapping of what somebody has chosen on a page, as TOML."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from engagement.quoting import toml_text


@dataclass(frozen=True)
class Choice:
    """What a mapping shall say; the names of its parts are those of the mapping.

    columns: our name -> header. constants: our name -> one value for every row. expressions: our name -> SQL.
    values: our name -> delivered -> ours. dates: our name -> formats. read: what is under [read].
    items: columns that become rows of their own.
    """

    table: str
    file: str
    columns: Mapping[str, str]
    constants: Mapping[str, str] = field(default_factory=dict)
    expressions: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    dates: Mapping[str, Sequence[str]] = field(default_factory=dict)
    read: Mapping[str, Any] = field(default_factory=dict)
    items: Sequence[str] = ()


def compose(choice: Choice) -> str:
    """Write the mapping."""
    return "\n".join(_lines(choice)) + "\n"


def _lines(choice: Choice) -> Iterator[str]:
    yield f"table = {toml_text(choice.table)}"
    yield f"files = [{toml_text(choice.file)}]"
    yield from _section("read", choice.read)
    yield from _section("unpivot", {"columns": choice.items} if choice.items else {})
    yield from _section("columns", choice.columns)
    yield from _section("constants", {name: value for name, value in choice.constants.items() if value})
    yield from _section("expressions", choice.expressions)
    given = choice.columns
    yield from _section("dates", {name: forms for name, forms in choice.dates.items() if forms and name in given})
    for name, pairs in choice.values.items():
        if name in given:
            yield from _section(f"values.{name}", pairs)


def _section(name: str, entries: Mapping[str, Any]) -> Iterator[str]:
    if entries:
        yield from ["", f"[{name}]"]
        yield from (f"{_key(key)} = {_value(value)}" for key, value in entries.items())


def _key(key: str) -> str:
    return key if key.isascii() and key.replace("_", "").isalnum() else toml_text(key)


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    return toml_text(value) if isinstance(value, str) else f"[{', '.join(map(toml_text, value))}]"
