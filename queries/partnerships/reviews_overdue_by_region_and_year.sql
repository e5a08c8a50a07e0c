/*---
title    = "Reviews overdue by region over time"
question = "In which regions are reviews of agreements overdue, and how has that moved?"
grain    = "one row per region and year: the as-of date and the same day of earlier years"
owner    = "Global Education Office"
reviewed = 2026-11-22
reviewer = "Global Education Office"
reviewed_content = "a71fca0356eb"
excludes = ["drafts and terminated agreements", "agreements without any date to count from"]

[parameters]
scheme    = "VARCHAR"
regions   = "VARCHAR[]"
countries = "VARCHAR[]"
as_of        = "DATE"
policy_years = "INTEGER"

[chart]
kind   = "line"
x      = "day"
y      = "overdue"
series = "region"

[columns]
region     = { title = "Region", description = "region of the partner's country or place" }
day        = { title = "Day", unit = "date" }
overdue    = { title = "Reviews overdue", unit = "agreements", description = "active agreements whose review was due before the day" }
agreements = { title = "Active agreements", unit = "agreements" }
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
        agreements.active_until,
        agreements.start_date,
        agreements.last_review_date,
        agreements.next_review_date,
        agreements.review_from
    from agreements
    inner join membership on agreements.place_iso3 = membership.iso3
),

occurring as (
    select distinct region from in_scope
),

due as (
    select
        occurring.region,
        days.day,
        in_scope.agreement_id,
        case
            -- reviewed after that day: what was known then was the start
            when in_scope.last_review_date > days.day then in_scope.start_date + $policy_years * interval 1 year
            else coalesce(in_scope.next_review_date, in_scope.review_from + $policy_years * interval 1 year)
        end as due_date
    from occurring
    cross join days
    left join in_scope
        on
            occurring.region = in_scope.region
            and days.day between in_scope.active_from and in_scope.active_until
    where days.day >= (select min(coalesce(agreements.start_date, $as_of)) from agreements)
)

select
    region,
    day,
    count(agreement_id) filter (where due_date < day) as overdue,
    count(agreement_id) as agreements
from due
group by all
order by
    region,
    day
