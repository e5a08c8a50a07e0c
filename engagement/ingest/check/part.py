"""One delivered file on its way into one table: SQL for its rows as text, and what has to be known of them."""

from __future__ import annotations

from dataclasses import dataclass

from engagement.quoting import identifier


@dataclass(frozen=True)
class Part:
    """One delivered file on its way into one table.

    number: `_file` of its rows, and ledger.deliveries.delivery_id.
    file: its name; label: begins the keys that are generated for its rows, and differs from every other part's.
    select: SQL that yields canonical text columns and `_line`; columns: which of them it yields.
    staged: the relation of its rows as delivered, with `_line`.
    is_long: a delivered row became several, so that several rows stand on one line.
    has_mail: the file may hold mail addresses. has_errors: it may hold what a spreadsheet leaves of failed formulas.
    newness: of files that a key stands in, the row of the highest counts; None where nobody has said which counts.
    newest: SQL for how new each line is (_line, newness), which counts for more than the file's; "" where nobody says.
    lookups: pairs of a field and "reference.column", which stands in where the field is empty: the column of the row
        that the reference leads to.
    kept_row: SQL over that table, called `staged`, for the row as JSON, as far as it may be kept.
    """

    number: int
    file: str
    label: str
    select: str
    columns: tuple[str, ...]
    staged: str
    kept_row: str
    is_long: bool = False
    has_mail: bool = True
    has_errors: bool = True
    newness: float | None = None
    newest: str = ""
    lookups: tuple[tuple[str, str], ...] = ()

    @property
    def rows(self) -> str:
        """SQL for its rows with `_file`, `_line` and `_item`, which together tell one row from every other."""
        item = "0"
        if self.is_long:
            item = f"row_number() over (partition by _line order by {', '.join(map(identifier, self.columns))})"
        return (
            f"select *, {self.number}::usmallint as _file, ({item})::usmallint as _item from ({self.select}) as mapped"
        )
