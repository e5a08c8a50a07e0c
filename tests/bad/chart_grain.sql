/*---
title    = "Agreements by kind"
question = "How many agreements are there of each kind?"
grain    = "one row per kind of agreement"
owner    = "Global Education Office"

[chart]
kind = "bar"
x    = "partner_country"
y    = "agreements"

[columns]
partner_country = { title = "Country" }
agreement_type = { title = "Kind of agreement" }
agreements     = { title = "Agreements", unit = "agreements" }
---*/
select
    partner_country,
    agreement_type,
    count(*) as agreements
from partnerships
where len($countries) = 0 or list_contains($countries, partner_country)
group by all
order by
    partner_country,
    agreement_type
-- expect chart-grain at line 7, on the demonstration data
