/*---
title    = "What changed since the delivery before"
question = "Which columns, values, countries and partners are new or gone, and how did the rows change?"
grain    = "one row per difference"
owner    = "Global Education Office"
reviewed = 2026-11-01

[chart]
kind = "table"

[columns]
table_name = { title = "Table" }
kind       = { title = "Change" }
subject    = { title = "What" }
before     = { title = "Before" }
after      = { title = "Now" }
---*/
select
    table_name,
    replace(kind, '_', ' ') as kind,
    subject,
    before,
    after
from ledger.drift
order by
    table_name,
    kind,
    subject
