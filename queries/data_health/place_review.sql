/*---
title    = "Unrecognized place names"
question = "Which names of countries or places were not recognized, and what may be meant?"
grain    = "one row per table, column and name"

[columns]
table_name    = { title = "Table" }
column_name   = { title = "Column" }
value         = { title = "Name as delivered" }
rows_affected = { title = "Rows", unit = "rows", description = "in tables of people empty where fewer than 10" }
candidates    = { title = "Nearest names", description = "add the right one to the aliases; none is ever chosen automatically" }
---*/
select
    table_name,
    column_name,
    value,
    rows as rows_affected,
    candidates
from ledger.place_review
order by
    rows_affected desc nulls last,
    table_name asc,
    column_name asc,
    value asc
