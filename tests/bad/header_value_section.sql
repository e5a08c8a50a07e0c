/*---
title    = "Agreements by kind"
question = "How many agreements are there of each kind?"
grain    = "one row per kind of agreement"
page     = "partnerships"
section  = "Use of agreement"
owner    = "Global Education Office"

[columns]
agreement_type = { title = "Kind of agreement" }
agreements     = { title = "Agreements", unit = "agreements" }
---*/
select
    agreement_type,
    count(*) as agreements
from partnerships
where len($countries) = 0 or list_contains($countries, partner_country)
group by all
order by agreement_type
-- expect header-value at line 6
