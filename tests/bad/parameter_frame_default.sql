/*---
title    = "Agreements by kind"
question = "How many agreements are there of each kind?"
grain    = "one row per kind of agreement"
owner    = "Global Education Office"

[parameters]
as_of = { type = "DATE", default = 2020-01-01 }

[columns]
agreement_type = { title = "Kind of agreement" }
agreements     = { title = "Agreements", unit = "agreements" }
---*/
select
    agreement_type,
    count(*) as agreements
from partnerships
where start_date <= $as_of
group by all
order by agreement_type
-- expect parameter-frame at line 8
