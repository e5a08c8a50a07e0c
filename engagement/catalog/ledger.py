"""What the columns of the ledger hold: their titles and units, which queries over it inherit."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

from engagement.catalog.schema import LEDGER, RELEASED_FAULTS
from engagement.query import Column

_COLUMNS = (
    Column("table_name", "Table"),
    Column("file", "File"),
    Column("column_name", "Column"),
    Column("rows_delivered", "Rows delivered", unit="rows"),
    Column("rows_accepted", "Rows accepted", unit="rows"),
    Column("rows_rejected", "Rows rejected", unit="rows"),
    Column("values_cleared", "Values cleared", "optional values that could not be used", "rows"),
    Column("mapping", "Mapping"),
    Column("encoding", "Encoding"),
    Column("is_demonstration", "Demonstration"),
    Column("version", "Version"),
    Column("snapshot_id", "Snapshot", "named by the hash of everything it was built from"),
    Column("loaded_at", "Loaded", "UTC"),
    Column("as_of", "As of", "fixed for demonstration data; empty means the day of reading", "date"),
    Column("line", "Line", "in the delivered file; empty in tables of people"),
    Column("value", "Value", "as delivered; empty in tables of people"),
    Column("times", "Times", unit="count"),
    Column("effect", "What was done", "the row was rejected, the value was cleared, or an identifier was generated"),
    Column("rule", "Rule"),
    Column("reason", "Reason"),
    Column("kind", "Change"),
    Column("subject", "What"),
    Column("before", "Before"),
    Column("after", "Now"),
    Column("candidates", "Nearest names", "add the right one to the aliases; none is ever chosen automatically"),
    Column("country", "Country or place", unit="iso3"),
    Column(
        "proposal", "Proposed name", "add it to the partner aliases to accept it; none is ever chosen automatically"
    ),
    Column("difference", "Difference", "how the name as delivered differs from the proposed one"),
)
# The columns of each table of the ledger; a name means the same in all of them.
LEDGER_COLUMNS: Mapping[str, Mapping[str, Column]] = MappingProxyType(
    {
        table: {column.name: column for column in _COLUMNS if re.search(rf"\b{column.name} ", columns)}
        for table, columns in {**LEDGER, "ledger.faults": f"{LEDGER['ledger.faults']}, {RELEASED_FAULTS}"}.items()
    }
)
