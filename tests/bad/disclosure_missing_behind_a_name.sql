/*---
title    = "Agreements by kind"
question = "How many agreements are there of each kind?"
grain    = "one row per kind of agreement"
owner    = "Global Education Office"

[columns]
agreement_type = { title = "Kind of agreement" }
agreements     = { title = "Agreements", unit = "agreements" }
---*/
with placements as (
    select agreement_id from placements
)

select
    agreement_id as agreement_type,
    count(*) as agreements
from placements
group by all
order by all
-- expect disclosure-missing at line 12
