/*---
title    = "Partners with an active agreement"
question = "With how many partners is an agreement in force?"
grain    = "one row per year: the as-of date and the same day of earlier years"
owner    = "Global Education Office"
reviewed = 2026-11-01
excludes = ["drafts", "terminated agreements, in earlier years too: the exports do not say when they ended"]

[parameters]
scheme    = "VARCHAR"
regions   = "VARCHAR[]"
countries = "VARCHAR[]"
as_of     = "DATE"

[card]
value    = "partners"
period   = "day"
complete = "is_complete"
base     = "agreements"

[columns]
day         = { title = "Day", unit = "date" }
partners    = { title = "Partners", unit = "partners", description = "distinct partners with an active agreement" }
agreements  = { title = "Active agreements", unit = "agreements" }
countries   = { title = "Countries or places", unit = "countries", description = "with an active agreement" }
is_complete = { title = "Complete", description = "always true: a day's state does not run on" }
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

days as (
    select cast($as_of - back.years * interval 1 year as date) as day
    from generate_series(0, 10) as back (years)
),

in_scope as (
    select
        agreements.agreement_id,
        agreements.partner_key,
        nullif(agreements.place_iso3, 'ZZZ') as iso3,
        agreements.active_from,
        agreements.active_until
    from agreements
    inner join membership on agreements.place_iso3 = membership.iso3
)

select
    days.day,
    count(distinct in_scope.partner_key) as partners,
    count(in_scope.agreement_id) as agreements,
    count(distinct in_scope.iso3) as countries,
    true as is_complete
from days
left join in_scope on days.day between in_scope.active_from and in_scope.active_until
where days.day >= (select min(coalesce(agreements.start_date, $as_of)) from agreements)
group by days.day
order by days.day
