/*---
title    = "Spellings that may be one partner"
question = "Which spellings of partners' names may mean the same partner?"
grain    = "one row per table, country and spelling that differs from the proposed one"

[columns]
value         = { title = "Name as delivered" }
rows_affected = { title = "Rows", unit = "rows", description = "in tables of people only spellings of 10 rows or more are listed" }
---*/
select
    value,
    country,
    proposal,
    difference,
    rows as rows_affected,
    table_name,
    column_name
from ledger.partner_review
order by
    proposal asc,
    country asc,
    value asc,
    table_name asc
