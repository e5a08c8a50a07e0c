/*---
title    = "Files that are not loaded"
question = "Which files were delivered and are in no table, and why?"
grain    = "one row per file that is left out"

[columns]
reason = { title = "File and reason", description = "what is left out of exports and reference tables, why, and what to do" }
---*/
select reason
from ledger.left_out
order by reason
