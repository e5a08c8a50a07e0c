/*---
title    = "Deliveries"
question = "Which files were delivered, when, and how many of their rows are in use?"
grain    = "one row per delivered file and table"
excludes = ["the age of files newer than the as-of date"]

[columns]
modified_on    = { title = "Last changed", unit = "date", description = "when the file was written" }
age_days       = { title = "Age", unit = "days", description = "from then to the as-of date; empty where the file is newer" }
share_accepted = { title = "Share accepted", unit = "share", description = "rows accepted among rows delivered, rounded down: 100.0% is all of them" }
notes          = { title = "Notes", description = "how the file was read: short rows, lines inside cells, columns that are gone, a guessed encoding" }
fingerprint    = { title = "Fingerprint", description = "first 12 digits of the file's SHA-256" }
---*/
select
    table_name,
    file,
    cast(modified_at as date) as modified_on,
    case when modified_on <= $as_of then $as_of - modified_on end as age_days,
    rows_delivered,
    rows_accepted,
    rows_rejected,
    floor(1000 * rows_accepted / nullif(rows_delivered, 0)) / 1000 as share_accepted,
    values_cleared,
    mapping,
    encoding,
    notes,
    is_demonstration,
    left(sha256, 12) as fingerprint
from ledger.deliveries
order by
    table_name,
    file
