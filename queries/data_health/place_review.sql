/*---
title    = "Unrecognized place names"
question = "Which names of countries or places were not recognized, and what may be meant?"
grain    = "one row per table, column and name"

[columns]
value         = { title = "Name as delivered" }
rows_affected = { title = "Rows", unit = "rows", description = "in tables of people empty where fewer than 10" }
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
