/*---
title    = "What was not taken, by reason"
question = "Why were rows rejected and values emptied?"
grain    = "one row per table, column, rule and what was done"
owner    = "Global Education Office"
reviewed = 2026-11-01

[chart]
kind = "table"

[columns]
table_name  = { title = "Table" }
column_name = { title = "Column" }
rule        = { title = "Rule" }
effect      = { title = "What was done", description = "the row rejected, the value emptied, or a value made up" }
faults      = { title = "Times", unit = "count" }
files       = { title = "Files", unit = "count", description = "distinct files with it" }
reason      = { title = "Reason", description = "as said of the first such row" }
---*/
select
    table_name,
    column_name,
    rule,
    replace(effect, '_', ' ') as effect,
    count(*) as faults,
    count(distinct file) as files,
    min(reason) as reason
from ledger.faults
group by all
order by
    faults desc,
    table_name asc,
    column_name asc,
    rule asc,
    effect asc
