"""A snapshot's ledger: the files of each table, and how many of their rows were rejected."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC

from engagement.contract import Contract
from engagement.query import Query
from engagement.result import LeftOut, Source
from engagement.warehouse.locked import LockedDatabase


@dataclass(frozen=True)
class Ledger:
    """The deliveries of one snapshot.

    sources: delivered files by table of the contract.
    """

    sources: Mapping[str, tuple[Source, ...]]

    def behind(self, tables: tuple[str, ...]) -> tuple[Source, ...]:
        """Return the files behind some tables of the contract."""
        return tuple(source for table in tables for source in self.sources.get(table, ()))

    def left_out(self, query: Query, tables: tuple[str, ...], contract: Contract) -> tuple[LeftOut, ...]:
        """Return what an answer does not count: what its header says, and the rows that loading rejected."""
        rejected = (
            (contract.tables[table].title, sum(source.rows_rejected for source in self.sources.get(table, ())))
            for table in tables
        )
        return (
            *(LeftOut(reason) for reason in query.excludes),
            *(LeftOut(f"{title}: rows that could not be used", rows) for title, rows in rejected if rows),
        )


def read_ledger(database: LockedDatabase) -> Ledger:
    """Read the ledger of an open snapshot.

    Raises:
        RunError: the file has no ledger, and so is no snapshot of ours.
    """
    sources = defaultdict(list)
    for row in database.run(
        """
        select deliveries.table_name, file, sha256, rows_delivered, rows_accepted, rows_rejected, snapshot.loaded_at
        from ledger.deliveries as deliveries cross join ledger.snapshot as snapshot
        order by table_name, file
        """
    ).to_pylist():
        row["loaded_at"] = row["loaded_at"].replace(tzinfo=UTC)
        sources[row["table_name"]].append(Source(*row.values()))
    return Ledger({table: tuple(deliveries) for table, deliveries in sources.items()})
