"""Registers that write into one column on which day an agreement ends, or in a word that it does not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from engagement.contract import Table
from engagement.ingest.check.places import fold
from engagement.ingest.map.matching import Matched
from engagement.ingest.map.synonyms import values_for

TERM, END = "term_type", "end_date"


def with_terms(matched: Matched, table: Table, cells: Mapping[str, Sequence[str]]) -> Matched:
    """Take the kind of term from the column of ends too, where no other column gives it and words stand among days."""
    if table.name != "partnerships" or TERM in matched.columns or END not in matched.columns:
        return matched
    header = matched.columns[END]
    return replace(matched, columns={**matched.columns, TERM: header}) if term_words(cells[header]) else matched


def shares_column(columns: Mapping[str, str]) -> bool:
    """Return whether one column gives both the end and the kind of term."""
    return TERM in columns and columns[TERM] == columns.get(END)


def term_words(cells: Sequence[str]) -> dict[str, str]:
    """Return the words among days that say of what kind a term is, and which, each word as it is first written."""
    known = values_for(TERM)
    words: dict[str, str] = {}
    for cell in cells:
        if (ours := known.get(fold(cell))) and cell.casefold() not in {word.casefold() for word in words}:
            words[" ".join(cell.split())] = ours
    return words
