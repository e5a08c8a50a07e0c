/*---
title    = "Agreements by kind"
question = "How many agreements are there of each kind?"
grain    = "one row per kind of agreement"
owner    = "Global Education Office"

[columns]
agreement_type = { title = "Kind of agreement" }
agreements     = { title = "Agreements", unit = "agreements" }
---*/
with hosts as (
    select host_country, students from sound_students_by_country
)

select
    max(host_country) as agreement_type,
    sum(students) as agreements
from hosts
order by agreement_type
-- expect disclosure-missing at line 12
