/*---
title    = "Reviews overdue"
question = "How many agreements in force should have been reviewed by now?"
grain    = "one row per year: the as-of date and the same day of earlier years"
owner    = "Global Education Office"
reviewed = 2026-11-28
reviewer = "Global Education Office"
reviewed_content = "f912a064d749"
excludes = ["drafts and terminated agreements", "agreements without any date to count from"]

[parameters]
scheme    = "VARCHAR"
regions   = "VARCHAR[]"
countries = "VARCHAR[]"
as_of        = "DATE"
policy_years = "INTEGER"

[metric]
number      = 7
definition  = "Active agreements whose review was due before the as-of date. It is due on the recorded day of the next review; where none is recorded, the policy's number of years after the last review, or after the start."
denominator = "active agreements"
source      = "partnerships; [reviews] policy_years in engagement.toml"
is_not      = "Not a count of agreements that nobody looks after. Earlier years are rebuilt from the last review on record: reviews before it are not in the export, so that an earlier year may read too high."

[card]
value    = "overdue"
period   = "day"
complete = "is_complete"
target   = "target"
target_for = "target_year"
base     = "agreements"
better   = "down"

[columns]
day         = { title = "Day", unit = "date" }
overdue     = { title = "Reviews overdue", unit = "agreements", description = "active agreements whose review was due before the day" }
agreements  = { title = "Active agreements", unit = "agreements" }
share       = { title = "Share overdue", unit = "share", description = "reviews overdue among active agreements" }
target      = { title = "Target", unit = "agreements", description = "for the academic year that holds the day" }
target_year = { title = "Target for", description = "the academic year that holds the day" }
is_complete = { title = "Complete", description = "always true: a day's state does not run on" }

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

days as (
    select cast($as_of - back.years * interval 1 year as date) as day
    from generate_series(0, 10) as back (years)
),

in_scope as (
    select
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

due as (
    select
        days.day,
        in_scope.agreement_id,
        case
            -- reviewed after that day: what was known then was the start
            when in_scope.last_review_date > days.day then in_scope.start_date + $policy_years * interval 1 year
            else coalesce(in_scope.next_review_date, in_scope.review_from + $policy_years * interval 1 year)
        end as due_date
    from days
    left join in_scope on days.day between in_scope.active_from and in_scope.active_until
    where days.day >= (select min(coalesce(agreements.start_date, $as_of)) from agreements)
),

counted as (
    select
        day,
        count(agreement_id) filter (where due_date < day) as overdue,
        count(agreement_id) as agreements
    from due
    group by day
),

goals as (
    select
        year,
        value
    from targets
    where
        metric_id = 'reviews_overdue'
        and scope = case
            when len($countries) > 0 or len($regions) > 1 then null
            when len($regions) = 1 then $scheme || '/' || $regions[1]
            else 'institution'
        end
),

dated_goals as (
    select
        goals.value,
        goals.year || '/' || (goals.year + 1) as academic_year,
        cast(goals.year || '-' || settings.year_starts as date) as first_day,
        cast((goals.year + 1) || '-' || settings.year_starts as date) as next_first_day
    from goals
    cross join ledger.settings as settings
)

select
    counted.day,
    counted.overdue,
    counted.agreements,
    counted.overdue / nullif(counted.agreements, 0) as share,
    dated_goals.value as target,
    dated_goals.academic_year as target_year,
    true as is_complete
from counted
left join dated_goals on counted.day >= dated_goals.first_day and counted.day < dated_goals.next_first_day
order by counted.day
