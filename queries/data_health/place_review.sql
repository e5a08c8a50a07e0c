/*---
title    = "Names of places to look at"
question = "Which names of countries or places were not recognized, and what may be meant?"
grain    = "one row per table, column and name"
owner    = "Global Education Office"
reviewed = 2026-11-01

[chart]
kind = "table"

[columns]
table_name    = { title = "Table" }
column_name   = { title = "Column" }
value         = { title = "Name as delivered" }
rows_affected = { title = "Rows", unit = "rows" }
candidates    = { title = "Nearest names", description = "add the right one to the aliases; none is ever chosen by itself" }
---*/
select
    review.table_name,
    review.column_name,
    review.value,
    review.rows as rows_affected,
    review.candidates
from ledger.place_review as review
order by
    rows_affected desc,
    review.table_name asc,
    review.column_name asc,
    review.value asc
