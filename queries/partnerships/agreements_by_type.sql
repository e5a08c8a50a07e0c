/*---
title    = "Agreements by type"
question = "What are the agreements for?"
grain    = "one row per type of agreement"
owner    = "Global Education Office"
reviewed = 2026-11-28

[chart]
kind        = "bar"
x           = "agreement_kind"
y           = "active"
orientation = "horizontal"

[columns]
agreements = { title = "Agreements", unit = "agreements", description = "in the register, in any state" }
active     = { title = "Active agreements", unit = "agreements" }
share      = { title = "Share", unit = "share", description = "among active agreements" }

[[expect]]
none = "share not between 0 and 1"
---*/
select
    agreement_kind,
    count(*) as agreements,
    count(*) filter (where $as_of between active_from and active_until) as active,
    active / nullif(sum(active) over (), 0) as share
from agreements_in($scheme, $regions, $countries)
group by all
order by
    active desc,
    agreements desc,
    agreement_kind asc
