"""What a section of a brief asks, and how each answer is shown."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Ask:
    """One question of a section, shown as a chart, a table or both; or only read by the rules, where neither.

    key: what rules call it. printed: columns of the printed table, all where empty. most: rows printed at most.
    title: over the exhibit, where the query's own does not fit; "{summit}" in it becomes a name.
    nothing: said where there is no row; "{threshold}" in it becomes the smallest number of people that is published.
    is_of_region: the query knows no regions as parameters; only its rows of the region are taken.
    tables: delivered tables that it needs on top of its section's. region_title: over the exhibit where the brief is
    for no summit. unrecorded: names of rows that stand for nothing recorded; an answer with no other row is passed
    over, and so is a query that is not in the catalog. split: columns whose values each get an exhibit of their own;
    the exhibit's title is theirs. of_students: columns that are left out where no placements were delivered.
    """

    key: str
    query: str
    title: str = ""
    chart: bool = True
    table: bool = False
    printed: tuple[str, ...] = ()
    most: int = 0
    nothing: str = ""
    is_of_region: bool = False
    tables: tuple[str, ...] = ()
    unrecorded: tuple[str, ...] = ()
    region_title: str = ""
    split: tuple[str, ...] = ()
    of_students: tuple[str, ...] = ()


@dataclass(frozen=True)
class Plan:
    """One section: its figures (queries with a card), its questions, and the delivered tables that it needs.

    is_annex: whether it stands behind the body. missing: said where a table was not delivered; nothing: where there is
    no answer for the region; lead: before any.
    """

    id: str
    title: str
    tables: tuple[str, ...] = ()
    figures: tuple[str, ...] = ()
    asks: tuple[Ask, ...] = ()
    missing: str = ""
    nothing: str = "Nothing can be shown here for {region} in the period of this brief."
    lead: str = ""
    is_annex: bool = False

    def ask(self, key: str) -> Ask:
        """Return the question of that key."""
        return next(ask for ask in self.asks if ask.key == key)
