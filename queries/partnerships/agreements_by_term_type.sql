/*---
title    = "Agreements by how they end"
question = "How many agreements run for a fixed term, renew themselves, or have no end?"
grain    = "one row per kind of term"
owner    = "Global Education Office"
reviewed = 2026-11-22
reviewer = "Global Education Office"
reviewed_content = "208109ad9b2f"

[parameters]
scheme    = "VARCHAR"
regions   = "VARCHAR[]"
countries = "VARCHAR[]"
as_of     = "DATE"

[chart]
kind        = "bar"
x           = "term"
y           = ["active", "agreements"]
orientation = "horizontal"

[columns]
term       = { title = "Term", description = "how the agreement ends" }
agreements = { title = "Agreements", unit = "agreements", description = "in the register, in any state" }
active     = { title = "Active agreements", unit = "agreements" }
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
)

select
    case agreements.term_type
        when 'fixed' then 'Fixed term'
        when 'auto_renew' then 'Renews itself'
        when 'open_ended' then 'No end'
        else 'Not known'
    end as term,
    count(*) as agreements,
    count(*) filter (where $as_of between agreements.active_from and agreements.active_until) as active
from agreements
inner join membership on agreements.place_iso3 = membership.iso3
group by all
order by
    agreements desc,
    term asc
