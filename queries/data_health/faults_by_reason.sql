/*---
title    = "Rejections by reason"
question = "Why were rows rejected and values cleared?"
grain    = "one row per table, column, rule and what was done"

[columns]
faults = { title = "Times", unit = "count" }
files  = { title = "Files", unit = "count", description = "distinct files with it" }
reason = { title = "Reason", description = "as given for the first of them" }
---*/
select
    table_name,
    column_name,
    rule,
    effect_in_words(effect) as effect,
    cast(sum(times) as bigint) as faults,
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
