/*---
title    = "Rows rejected and values emptied, one by one"
question = "Which rows and values were not taken, and where do they stand?"
grain    = "one row per fault, the first of each table"
owner    = "Global Education Office"
reviewed = 2026-11-01
excludes = ["the value itself in tables of people: it is shown on the command line only"]

[parameters]
at_most = { type = "INTEGER", default = 500, title = "Rows to show of each table", choices = [100, 500, 2000] }

[chart]
kind = "table"

[columns]
table_name  = { title = "Table" }
file        = { title = "File" }
line        = { title = "Line", description = "in the delivered file" }
column_name = { title = "Column" }
value       = { title = "Value", description = "as delivered; masked in tables of people" }
effect      = { title = "What was done" }
reason      = { title = "Reason" }
---*/
with ranked as (
    select
        *,
        row_number() over (partition by table_name order by file, line, column_name, rule) as place
    from ledger.faults
)

select
    table_name,
    file,
    line,
    column_name,
    value,
    replace(effect, '_', ' ') as effect,
    reason
from ranked
where place <= $at_most
order by
    table_name,
    place
