/*---
title    = "Agreements by kind"
question = "How many agreements are there of each kind?"
grain    = "one row per kind of agreement"
owner    = "Global Education Office"

[columns]
agreement_type = { title = "Kind of agreement" }
agreements     = { title = "Agreements", unit = "agreements" }
share          = { title = "Share", unit = "share" }
---*/
select
    agreement_type,
    count(*) as agreements,
    count(*) as share
from partnerships
where len($countries) = 0 or list_contains($countries, partner_country)
group by all
order by agreement_type
-- expect column-share at line 10, on the demonstration data
