/*---
title    = "Active agreements by region"
question = "How many agreements are in force in each region?"
grain    = "one row per region of the scheme"
owner    = "Global Education Office"
reviewed = 2026-11-28
excludes = ["drafts and terminated agreements, from the active ones"]

[chart]
kind        = "bar"
x           = "region"
y           = "active"
orientation = "horizontal"

[columns]
agreements       = { title = "Agreements", unit = "agreements", description = "in the register, in any state" }
active           = { title = "Active agreements", unit = "agreements" }
active_partners  = { title = "Partners", unit = "partners", description = "distinct partners with an active agreement" }
active_countries = { title = "Countries or places", unit = "countries", description = "with an active agreement" }
ending_12_months = { title = "Ending within 12 months", unit = "agreements", description = "active fixed terms" }
---*/
with active as (
    select
        region,
        count(*) as agreements,
        count(distinct partner_key) as partners,
        count(distinct place_iso3) as countries,
        count(*) filter (where has_fixed_end and active_until < $as_of + interval 12 month) as ending
    from active_agreements($as_of, $scheme, $regions, $countries)
    group by region
),

registered as (
    select
        region,
        count(*) as agreements
    from agreements_in($scheme, $regions, $countries)
    group by region
),

every_region as (
    select distinct region
    from chosen_countries($scheme, $regions, $countries)
)

select
    every_region.region,
    coalesce(registered.agreements, 0) as agreements,
    coalesce(active.agreements, 0) as active,
    coalesce(active.partners, 0) as active_partners,
    coalesce(active.countries, 0) as active_countries,
    coalesce(active.ending, 0) as ending_12_months
from every_region
left join registered on every_region.region = registered.region
left join active on every_region.region = active.region
where
    registered.agreements is not null
    or every_region.region not in ('Outside the scheme', 'No country recorded')
order by
    active desc,
    agreements desc,
    every_region.region asc
