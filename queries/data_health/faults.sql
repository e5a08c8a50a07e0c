/*---
title    = "Rejected rows and cleared values"
question = "Which rows were rejected, which values were cleared, and where are they in the delivered files?"
grain    = "one row per fault; in tables of people one per file, column and reason"
excludes = ["lines and values in tables of people: the command line shows them to who loads the data"]

[parameters]
at_most = { type = "INTEGER", default = 500, title = "Rows to show of each table", choices = [100, 500, 2000] }
---*/
with ranked as (
    select
        *,
        row_number() over (partition by table_name order by file, line, column_name, rule, reason) as rank
    from ledger.faults
)

select
    table_name,
    file,
    line,
    column_name,
    value,
    times,
    effect_in_words(effect) as effect,
    reason
from ranked
where rank <= $at_most
order by
    table_name,
    rank
