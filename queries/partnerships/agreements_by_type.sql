/*---
title    = "Agreements by kind"
question = "What are the agreements for?"
grain    = "one row per kind of agreement"
owner    = "Global Education Office"
reviewed = 2026-11-22
reviewer = "Global Education Office"
reviewed_content = "5dc180628476"

[parameters]
scheme    = "VARCHAR"
regions   = "VARCHAR[]"
countries = "VARCHAR[]"
as_of     = "DATE"

[chart]
kind        = "bar"
x           = "agreement_kind"
y           = "active"
orientation = "horizontal"

[columns]
agreement_kind = { title = "Kind of agreement" }
agreements     = { title = "Agreements", unit = "agreements", description = "in the register, in any state" }
active         = { title = "Active agreements", unit = "agreements" }
share          = { title = "Share", unit = "share", description = "among active agreements" }

[[expect]]
none = "share not between 0 and 1"
---*/
with membership as (
    select
        iso3,
        region
    from region_membership
    where
        scheme = $scheme
        and (len($regions) = 0 or list_contains($regions, region))
        and (len($countries) = 0 or list_contains($countries, iso3))
),

counted as (
    select
        agreements.agreement_kind,
        count(*) as agreements,
        count(*) filter (where $as_of between agreements.active_from and agreements.active_until) as active
    from agreements
    inner join membership on agreements.place_iso3 = membership.iso3
    group by all
)

select
    agreement_kind,
    agreements,
    active,
    active / nullif(sum(active) over (), 0) as share
from counted
order by
    active desc,
    agreements desc,
    agreement_kind asc
