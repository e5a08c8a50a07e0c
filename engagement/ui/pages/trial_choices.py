"""What a file's columns mean, to be chosen beside its first rows; the draft has chosen already what it is sure of."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import streamlit as st

from engagement.app.chosen_mapping import Choice
from engagement.contract import Contract, Field, Table
from engagement.loading.preview_answer import Look
from engagement.query import Column
from engagement.ui.components import markup
from engagement.ui.shell import parts

_NOT_READ = ""
_ANY_OTHER = "*"
_ROW_NUMBER = "_file || ':' || _line"
_ROWS, _PEOPLE = "Number the rows of the file", "Each row is somebody else"
_EXAMPLES = 3
_WIDE = 3  # columns of the page
_MARK = re.compile("%[A-Za-z]")
_FORMS = {"%d": "day", "%m": "month", "%Y": "year", "%y": "year", "%b": "month", "%B": "month"}


def first_rows(look: Look) -> None:
    """Draw the first rows as they were delivered, each with its line."""
    columns = [Column(f"{place}", header) for place, header in enumerate(("Line", *look.headers))]
    rows = [{f"{place}": cell for place, cell in enumerate(row)} for row in look.rows]
    st.html(markup.table(columns, rows, label="First rows of the file", too_few="", links={}))
    if look.notes:
        st.caption(parts.plain(" ".join(look.notes)))


def drafted_table(look: Look) -> str:
    """Return the table that the draft is for; "" where there is no draft."""
    return str(tomllib.loads(look.draft)["table"]) if look.draft else ""


def table_of(look: Look, contract: Contract, *, key: str) -> Table | None:
    """Ask for the table that the file is for; None where nobody knows yet."""
    tables = {table.name: table for table in contract.delivered}
    names = list(tables)
    drafted = drafted_table(look)
    if not drafted:
        st.markdown(f":gray[{parts.plain(look.why_none)}]")
    chosen = st.selectbox(
        "What does each row stand for?",
        names,
        index=names.index(drafted) if drafted in names else None,
        format_func=lambda name: f"{tables[name].title}: {_first_sentence(tables[name].description)}",
        placeholder="Choose the table",
        key=f"trial-table-{key}",
    )
    return tables[chosen] if chosen else None


def choose(look: Look, table: Table, *, file: str, key: str) -> Choice | None:
    """Ask what each column gives, and what no column gives; None where that is not enough to try it."""
    draft: Mapping[str, Any] = tomllib.loads(look.draft)
    items = draft.get("unpivot", {}).get("columns", [])
    columns = _columns(look, table, draft, items, key)
    twice = [name for name, times in Counter(columns.values()).items() if times > 1]
    if twice:
        titles = ", ".join(table.field(name).title for name in twice)
        st.warning(f"Two columns give the same: {parts.plain(titles)}. Choose one.", icon=":material/error:")
        return None
    by_name = {name: header for header, name in columns.items()}
    by_name |= dict(_given_besides(draft, by_name))
    constants = _constants(table, by_name, key)
    expressions = {name: sql for name, sql in constants.items() if sql == _ROW_NUMBER}
    given = {*by_name, *(name for name, value in constants.items() if value)}
    missing = [field.title for field in _required(table) if field.name not in given]
    values = {field.name: _words(field, by_name, look, draft, key) for field in table.read_fields}
    dates = dict(_dates(table, by_name, look, key))
    missing += [f"the order of day and month in {by_name[name]}" for name, forms in dates.items() if not forms]
    if missing:
        st.markdown(f"Still needed: **{parts.plain(', '.join(missing))}**.")
        return None
    return Choice(
        table=table.name,
        file=file,
        columns={field.name: by_name[field.name] for field in table.read_fields if field.name in by_name},
        constants={name: value for name, value in constants.items() if name not in expressions},
        expressions=expressions,
        values={field.name: pairs for field in table.read_fields if (pairs := values[field.name])},
        dates=dates,
        read=draft.get("read", {}),
        items=items,
    )


def _given_besides(draft: Mapping[str, Any], by_name: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield what the draft takes from rows that were columns, or from a column that gives something else too."""
    for name, header in draft["columns"].items():
        gives = [other for other, theirs in draft["columns"].items() if theirs == header]
        if header in ("_column", "_value") or (name not in by_name and any(by_name.get(o) == header for o in gives)):
            yield name, header


def _columns(look: Look, table: Table, draft: Mapping[str, Any], items: Sequence[str], key: str) -> dict[str, str]:
    """Ask, for each column of the file, which of ours it gives; return our names by header."""
    drafted: dict[str, str] = {}
    for name, header in draft["columns"].items():
        drafted.setdefault(header, name)
    titles = {field.name: field.title for field in table.read_fields}
    required = {field.name for field in _required(table)}
    chosen = {}
    if items:
        st.caption(parts.plain(f"These columns become a row each: {', '.join(items)}."))
    asked = [(number, header) for number, header in enumerate(look.headers) if header not in items]
    for place, (number, header) in enumerate(asked):
        if place % _WIDE == 0:
            grid = st.columns(_WIDE)  # a row of its own: on a phone they follow one another in the file's order
        examples = dict.fromkeys(row[number + 1] for row in look.rows if row[number + 1])
        name = grid[place % _WIDE].selectbox(
            header,
            [_NOT_READ, *titles],
            index=[_NOT_READ, *titles].index(drafted.get(header, _NOT_READ)),
            format_func=lambda name: f"{titles[name]}{' (needed)' if name in required else ''}" if name else "not read",
            help=parts.plain(f"Such as: {' · '.join(list(examples)[:_EXAMPLES])}") if examples else None,
            key=f"trial-column-{key}-{number}",
        )
        if name:
            chosen[header] = name
    return chosen


def _required(table: Table) -> list[Field]:
    return [field for field in table.read_fields if field.required and not field.is_generated_if_blank]


def _constants(table: Table, by_name: Mapping[str, str], key: str) -> dict[str, str]:
    """Ask for what every row needs and no column gives."""
    missing = [field for field in _required(table) if field.name not in by_name]
    if missing:
        st.markdown("**The same in every row**, where no column gives it")
    chosen = {}
    for field in missing:
        label, about, widget = field.title, parts.plain(field.description), f"trial-constant-{key}-{field.name}"
        if field.enum:
            value = st.selectbox(label, field.enum, index=None, format_func=_said, help=about, key=widget)
        elif field.unique or field.is_person:
            words = _ROWS if field.unique else _PEOPLE
            value = _ROW_NUMBER if st.selectbox(label, [words], index=None, help=about, key=widget) else ""
        else:
            value = st.text_input(label, help=about, key=widget)
        chosen[field.name] = value or ""
    return chosen


def _words(field: Field, by_name: Mapping[str, str], look: Look, draft: Mapping[str, Any], key: str) -> dict[str, str]:
    """Ask what each word of a column of categories means; those that are ours already need no question."""
    header = by_name.get(field.name, "")
    is_drafted = header and draft["columns"].get(field.name) == header
    pairs: dict[str, str] = {**(draft.get("values", {}).get(field.name, {}) if is_drafted else {})}
    words = [word for word in look.values.get(header, ()) if _ours(word) not in field.enum] if field.enum else []
    if not words or _ANY_OTHER in pairs:
        return pairs
    is_open = not all(word in pairs for word in words)
    with st.expander(f"{field.title}: what its words mean ({len(words)})", expanded=is_open):
        options = ["", *field.enum]
        for number, word in enumerate([*words, _ANY_OTHER]):
            chosen = st.selectbox(
                "Any other word" if word == _ANY_OTHER else word,
                options,
                index=options.index(pairs.get(word, "")),
                format_func=lambda name: _said(name) if name else "not known",
                key=f"trial-word-{key}-{field.name}-{header}-{number}",
            )
            pairs = {**pairs, word: chosen} if chosen else {name: ours for name, ours in pairs.items() if name != word}
    return pairs


def _dates(table: Table, by_name: Mapping[str, str], look: Look, key: str) -> Iterator[tuple[str, Sequence[str]]]:
    """Ask for the order of day and month where nobody can tell; elsewhere the cells have told."""
    for field in table.read_fields:
        header = by_name.get(field.name, "")
        forms = look.days.get(header, ())
        if field.type != "date" or not forms:
            continue
        if header in look.unclear:
            chosen = st.radio(
                f"{field.title}: which comes first in “{header}”?",
                forms,
                index=None,
                format_func=_form,
                horizontal=True,
                key=f"trial-days-{key}-{field.name}",
            )
            yield field.name, [chosen] if chosen else []
        else:
            yield field.name, forms


def _form(form: str) -> str:
    """Return a format of dates in words: "day month year"."""
    return " ".join(_FORMS[mark] for mark in _MARK.findall(form) if mark in _FORMS)


def _first_sentence(text: str) -> str:
    sentence = text.partition(". ")[0].removesuffix(".")
    return sentence[:1].lower() + sentence[1:]


def _ours(word: str) -> str:
    return word.strip().lower().replace("-", "_").replace(" ", "_")


def _said(name: str) -> str:
    return name.replace("_", " ")
