/*---
title    = "Agreements by kind"
question = "How many agreements are there of each kind?"
grain    = "one row per kind of agreement"
owner    = "Global Education Office"

[columns]
agreement_type = { title = "Kind of agreement" }
agreements     = { title = "Agreements", unit = "agreements" }
---*/
select agreement_type, count(*) as agreements
from partnerships tablesample 10%
group by all
order by all
-- expect sql-not-repeatable at line 12
