"""Names of partners: accepted spellings become one name; spellings that may be one partner are listed for review.

No two partners are ever made one by a guess: data/reference/partner_aliases.csv says which spellings are the same.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

import duckdb

from engagement.ingest.check.places import fold

# Where names of partners are: table, name, country.
_NAMED = (("partnerships", "partner_name", "partner_country"), ("placements", "host_name", "host_country"))
_LEGAL_FORM = re.compile(
    "ag|ao|asbl|bv|co|corp|corporation|ev|gmbh|inc|incorporated|kg|limited|llc|llp|ltd|nv|plc|pte|pty|sa|sarl|spa|srl"
)
_UMLAUT = re.compile("([aou])e")


class Spelling(NamedTuple):
    """A name as delivered, in one country; `key` is what partners are told apart by: the identifier, else the name."""

    table: str
    column: str
    name: str
    country: str | None
    key: str
    rows: int


def accept_aliases(connection: duckdb.DuckDBPyConnection) -> None:
    """Write the accepted name of a partner for each spelling that `partner_aliases` lists, in the same country."""
    accepted = {
        (visible(alias), country): name
        for alias, country, name in connection.execute(
            "select alias, country::varchar, partner_name from partner_aliases"
        ).fetchall()
    }
    for table, column, country in _NAMED if accepted else ():
        delivered = connection.execute(
            f"select distinct {column}, {country}::varchar from {table} where {column} is not null"
        ).fetchall()
        changed = [
            (name, iso3, right)
            for name, iso3 in delivered
            if (right := accepted.get((visible(name), iso3)) or accepted.get((visible(name), None))) not in (None, name)
        ]
        if not changed:
            continue
        names, places, rights = (list(values) for values in zip(*changed, strict=True))
        connection.execute(
            f"""update {table} set {column} = alias.accepted
            from (select unnest($names::varchar[]) as name, unnest($places::varchar[]) as place,
                unnest($rights::varchar[]) as accepted) as alias
            where {table}.{column} = alias.name and {table}.{country}::varchar is not distinct from alias.place""",
            {"names": names, "places": places, "rights": rights},
        )


def review_partners(connection: duckdb.DuckDBPyConnection, people_tables: Collection[str], *, threshold: int) -> None:
    """Fill `ledger.partner_review`: each spelling that may be another's of the same country, and which one.

    In tables of people a spelling is shown only from `threshold` rows on.
    """
    groups: defaultdict[tuple[str, str | None], list[Spelling]] = defaultdict(list)
    for spelling in _spellings(connection):
        if spelling.table not in people_tables or spelling.rows >= threshold:
            groups[alike(spelling.name), spelling.country].append(spelling)
    rows = [row for (_, country), spellings in groups.items() for row in _doubtful(spellings, country)]
    if rows:
        values = ", ".join(["(?, ?, ?, ?, ?, ?, ?)"] * len(rows))
        connection.execute(f"insert into ledger.partner_review values {values}", [cell for row in rows for cell in row])


def visible(name: str) -> str:
    """Return a name as the eye has it: without invisible characters and surplus blanks, letters composed."""
    text = "".join(letter for letter in unicodedata.normalize("NFC", name) if unicodedata.category(letter) != "Cf")
    return " ".join(text.split())


def alike(name: str) -> str:
    """Return what spellings of one name have in common: its words in any order, without the legal form."""
    words = _words(name)
    return " ".join(sorted(word for word in words if not _LEGAL_FORM.fullmatch(word)) or sorted(words))


def difference(name: str, other: str) -> str:
    """Say in a word or two how one spelling differs from another that is alike."""
    if visible(name) == visible(other):
        return "invisible characters or blanks"
    if visible(name).casefold() == visible(other).casefold():
        return "case"
    if _words(name) == _words(other):
        return "accents or punctuation"
    if sorted(_words(name)) == sorted(_words(other)):
        return "order of words"
    return "legal form"


def _words(name: str) -> list[str]:
    """Return the words of a name, "U.C." being one, without accents, whichever way an umlaut was written."""
    return _UMLAUT.sub(r"\1", fold(re.sub(r"\b(\w)\.(?=\w\.)", r"\1", visible(name)))).split()


def _spellings(connection: duckdb.DuckDBPyConnection) -> Iterator[Spelling]:
    for table, column, country in _NAMED:
        key = f"coalesce(partner_id, {column})" if table == "partnerships" else column
        counted = connection.execute(
            f"""select {column}, {country}::varchar, {key}, count(*) from {table}
            where {column} is not null group by all order by all"""
        ).fetchall()
        yield from (Spelling(table, column, *row) for row in counted)


def _doubtful(spellings: Sequence[Spelling], country: str | None) -> Iterator[tuple[object, ...]]:
    """Yield a row of the review for each spelling that is not the proposal, where they are told apart as partners."""
    if len({spelling.name for spelling in spellings}) == 1 or len({spelling.key for spelling in spellings}) == 1:
        return
    rows: defaultdict[str, int] = defaultdict(int)
    for spelling in spellings:
        rows[spelling.name] += spelling.rows
    proposal = min(rows, key=lambda name: _order(name, rows))
    for spelling in spellings:
        if spelling.name != proposal:
            how = difference(spelling.name, proposal)
            yield spelling.table, spelling.column, spelling.name, country, spelling.rows, visible(proposal), how


def _order(name: str, rows: Mapping[str, int]) -> tuple[object, ...]:
    """Rank spellings, the best first: no shouting, no inversion, most letters with accents, then the most rows."""
    accents = sum(not letter.isascii() for letter in visible(name))
    return (name.isupper(), "," in name, name != visible(name), -accents, -rows[name], name)
