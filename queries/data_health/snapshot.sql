/*---
title    = "Snapshot in use"
question = "Which snapshot is in use, and when was it loaded?"
grain    = "one row"
owner    = "Global Education Office"
reviewed = 2026-11-28

[columns]
snapshot_id      = { title = "Snapshot", description = "named by the hash of everything it was built from" }
loaded_at        = { title = "Loaded", description = "UTC" }
as_of            = { title = "As of", unit = "date", description = "fixed for demonstration data; empty means the day of reading" }
is_demonstration = { title = "Demonstration" }
version          = { title = "Version" }
files            = { title = "Files", unit = "count" }
rows_delivered   = { title = "Rows delivered", unit = "rows" }
rows_taken       = { title = "Rows accepted", unit = "rows" }
rows_rejected    = { title = "Rows rejected", unit = "rows" }
values_emptied   = { title = "Values cleared", unit = "rows" }
---*/
with sums as (
    select
        count(distinct file) as files,
        sum(rows_delivered) as rows_delivered,
        sum(rows_taken) as rows_taken,
        sum(rows_rejected) as rows_rejected,
        sum(values_emptied) as values_emptied
    from ledger.deliveries
)

select
    snapshot.snapshot_id,
    strftime(snapshot.loaded_at, '%Y-%m-%d %H:%M') as loaded_at,
    snapshot.as_of,
    snapshot.is_demonstration,
    snapshot.version,
    sums.files,
    cast(coalesce(sums.rows_delivered, 0) as bigint) as rows_delivered,
    cast(coalesce(sums.rows_taken, 0) as bigint) as rows_taken,
    cast(coalesce(sums.rows_rejected, 0) as bigint) as rows_rejected,
    cast(coalesce(sums.values_emptied, 0) as bigint) as values_emptied
from ledger.snapshot as snapshot
cross join sums
