/*---
title    = "Snapshot in use"
question = "Which snapshot is in use, and when was it loaded?"
grain    = "one row"

[columns]
files                    = { title = "Files", unit = "count" }
people_in_several_tables = { title = "People in several tables", unit = "share", description = "of people in any table, those in more than one; empty where few are. A fall means that keys no longer match" }
---*/
with sums as (
    select
        count(distinct file) as files,
        sum(rows_delivered) as rows_delivered,
        sum(rows_accepted) as rows_accepted,
        sum(rows_rejected) as rows_rejected,
        sum(values_cleared) as values_cleared
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
    cast(coalesce(sums.rows_accepted, 0) as bigint) as rows_accepted,
    cast(coalesce(sums.rows_rejected, 0) as bigint) as rows_rejected,
    cast(coalesce(sums.values_cleared, 0) as bigint) as values_cleared,
    snapshot.people_in_several_tables_percent / 100 as people_in_several_tables
from ledger.snapshot as snapshot
cross join sums
