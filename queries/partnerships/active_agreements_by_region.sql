/*---
title    = "Active agreements by region"
question = "How many agreements are in force in each region?"
grain    = "one row per region of the scheme"
chart    = { kind = "bar", y = "active" }

[columns]
active_partners  = { title = "Partners", description = "distinct partners with an active agreement" }
active_countries = { title = "Countries or places", description = "with an active agreement" }
---*/
select
    regions.region,
    coalesce(counted.agreements, 0) as agreements,
    coalesce(counted.active, 0) as active,
    coalesce(counted.active_partners, 0) as active_partners,
    coalesce(counted.active_countries, 0) as active_countries,
    coalesce(counted.ending_12_months, 0) as ending_12_months
from regions_in($scheme, $regions, $countries) as regions
left join
    agreement_counts_by('region', $as_of, $policy_years, $scheme, $regions, $countries) as counted
    on regions.region = counted.kind
where counted.agreements is not null or regions.is_named
order by
    active desc,
    agreements desc,
    regions.region asc
