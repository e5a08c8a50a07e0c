/*---
title    = "Active agreements by region"
question = "How many agreements are in force in each region?"
grain    = "one row per region of the scheme"
owner    = "Global Education Office"
reviewed = 2026-11-22
reviewer = "Global Education Office"
reviewed_content = "9e97cc26efec"
excludes = ["drafts and terminated agreements, from the active ones"]

[parameters]
scheme    = "VARCHAR"
regions   = "VARCHAR[]"
countries = "VARCHAR[]"
as_of     = "DATE"

[chart]
kind        = "bar"
x           = "region"
y           = "active"
orientation = "horizontal"

[columns]
region           = { title = "Region", description = "region of the partner's country or place" }
agreements       = { title = "Agreements", unit = "agreements", description = "in the register, in any state" }
active           = { title = "Active agreements", unit = "agreements" }
active_partners  = { title = "Partners", unit = "partners", description = "distinct partners with an active agreement" }
active_countries = { title = "Countries or places", unit = "countries", description = "with an active agreement" }
ending_12_months = { title = "Ending within 12 months", unit = "agreements", description = "active fixed terms" }
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

judged as (
    select
        agreements.agreement_id,
        agreements.partner_key,
        agreements.place_iso3,
        coalesce($as_of between agreements.active_from and agreements.active_until, false) as is_active,
        agreements.has_fixed_end and agreements.active_until < $as_of + interval 12 month as is_ending
    from agreements
)

select
    membership.region,
    count(judged.agreement_id) as agreements,
    count(judged.agreement_id) filter (where judged.is_active) as active,
    count(distinct judged.partner_key) filter (where judged.is_active) as active_partners,
    count(distinct judged.place_iso3) filter (where judged.is_active) as active_countries,
    count(judged.agreement_id) filter (where judged.is_active and judged.is_ending) as ending_12_months
from membership
left join judged on membership.iso3 = judged.place_iso3
group by membership.region
having count(judged.agreement_id) > 0 or membership.region not in ('Outside the scheme', 'No country recorded')
order by
    active desc,
    agreements desc,
    membership.region asc
