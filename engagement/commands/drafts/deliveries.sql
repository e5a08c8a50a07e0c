/*---
# Everything here is for readers: the library, pages, downloads and the command line print it.
title    = "{title}"
question = "How many rows of each table were delivered, and how many were accepted?"  # as a reader asks it
grain    = "one row per table"

[chart]
kind = "bar"
y    = "accepted"

[columns]                  # only what is new: other titles and units come from the tables that are read
delivered = { title = "Delivered", unit = "rows" }
accepted  = { title = "Accepted", unit = "rows" }

[[expect]]                 # what must hold whatever else changes; the check and the tests try it
none = "accepted > delivered"
---*/
-- The ledger is what loading wrote down: ledger.deliveries, ledger.columns, ledger.faults, ledger.drift, and so on.
select
    table_name,
    cast(sum(rows_delivered) as bigint) as delivered,
    cast(sum(rows_accepted) as bigint) as accepted
from ledger.deliveries
group by table_name
order by table_name
