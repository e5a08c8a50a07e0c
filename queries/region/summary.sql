/*---
title    = "Agreements of a region at a glance"
question = "What does the institution have in force in each region, what ends soon, and when is the next summit?"
grain    = "one row per region of the scheme"
excludes = ["people: figures about students stand in views of their own"]

[columns]
countries        = { description = "in the region" }
active_countries = { title = "With an active agreement" }
active_partners  = { title = "Partners", description = "with an active agreement" }
next_summit      = { title = "Next summit" }
next_summit_date = { title = "Date of the summit", unit = "date" }
---*/
with to_come as (
    select
        region,
        min(date) as next_summit_date,
        arg_min(name, date) as next_summit
    from summits
    where scheme = $scheme and date >= $as_of
    group by region
)

select
    regions.region,
    regions.countries,
    coalesce(counted.active_countries, 0) as active_countries,
    coalesce(counted.active_partners, 0) as active_partners,
    coalesce(counted.active, 0) as active,
    coalesce(counted.ending_12_months, 0) as ending_12_months,
    coalesce(counted.overdue, 0) as overdue,
    to_come.next_summit,
    to_come.next_summit_date
from regions_in($scheme, $regions, $countries) as regions
left join agreement_counts_by('region', $as_of, $policy_years, $scheme, $regions, $countries) as counted
    on regions.region = counted.kind
left join to_come on regions.region = to_come.region
where counted.active > 0 or regions.is_named
order by
    active desc,
    regions.region asc
