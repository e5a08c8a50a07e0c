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
    agreement_type,
    count(*) + (select count(*) from placements) as agreements
from partnerships
group by all
order by all
-- expect disclosure-missing at line 13
