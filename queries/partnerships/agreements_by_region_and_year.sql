/*---
title    = "Active agreements by region over time"
question = "How has the number of agreements in force moved in each region?"
grain    = "one row per region and year: the as-of date and the same day of earlier years"
owner    = "Global Education Office"
reviewed = 2026-11-22
reviewer = "Global Education Office"
reviewed_content = "fe3e5303482f"
excludes = ["drafts", "terminated agreements, in earlier years too: the exports do not say when they ended"]

[parameters]
scheme    = "VARCHAR"
regions   = "VARCHAR[]"
countries = "VARCHAR[]"
as_of     = "DATE"

[chart]
kind   = "line"
x      = "day"
y      = "active"
series = "region"
events = true

[columns]
region = { title = "Region", description = "region of the partner's country or place" }
day    = { title = "Day", unit = "date" }
active = { title = "Active agreements", unit = "agreements" }
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
        membership.region,
        agreements.agreement_id,
        agreements.active_from,
        agreements.active_until
    from agreements
    inner join membership on agreements.place_iso3 = membership.iso3
),

occurring as (
    select distinct region from in_scope
)

select
    occurring.region,
    days.day,
    count(in_scope.agreement_id) as active
from occurring
cross join days
left join in_scope
    on
        occurring.region = in_scope.region
        and days.day between in_scope.active_from and in_scope.active_until
where days.day >= (select min(coalesce(agreements.start_date, $as_of)) from agreements)
group by all
order by
    occurring.region,
    days.day
