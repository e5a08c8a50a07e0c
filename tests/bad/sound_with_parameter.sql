/*---
title    = "Agreements by kind"
question = "How many agreements are there of each kind?"
grain    = "one row per kind of agreement"
owner    = "Global Education Office"

[parameters]
wanted = { type = "VARCHAR", default = "general_mou" }

[columns]
agreement_type = { title = "Kind of agreement" }
agreements     = { title = "Agreements", unit = "agreements" }
---*/
select
    agreement_type,
    count(*) as agreements
from partnerships
where agreement_type = $wanted
group by all
order by agreement_type
-- expect nothing
