/*---
title    = "Agreements by kind"
question = "How many agreements are there of each kind?"
grain    = "one row per kind of agreement"
owner    = "Global Education Office"

[columns]
agreement_type = { title = "Kind of agreement" }
agreements     = { title = "Agreements", unit = "agreements" }
---*/
select
    getenv('HOME') as agreement_type,
    count(*) as agreements
from partnerships
group by all
order by all
-- expect sql-function at line 12
