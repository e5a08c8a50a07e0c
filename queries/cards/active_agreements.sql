/*---
title    = "Active agreements"
question = "How many agreements are in force, and how many were on the same day of earlier years?"
grain    = "one row per year: the as-of date and the same day of earlier years"
owner    = "Global Education Office"
reviewed = 2026-11-28
reviewer = "Global Education Office"
reviewed_content = "717a8ea26498"
excludes = ["drafts", "terminated agreements, in earlier years too: the exports do not say when they ended", "agreements whose end is not known"]

[parameters]
scheme    = "VARCHAR"
regions   = "VARCHAR[]"
countries = "VARCHAR[]"
as_of     = "DATE"

[metric]
number      = 5
definition  = "Agreements that have begun by the as-of date and have not ended: the end is on that day or later, or they renew themselves or have no end. Terminated agreements are not active; superseded ones are until their renewal begins. An agreement without any day of start or signature counts as begun."
denominator = "none, it is a count of agreements"
source      = "partnerships"
is_not      = "Not the register's own status flag, which goes stale; not drafts; not agreements that start later. Suspended agreements count: the paper is in force."

[card]
value    = "agreements"
period   = "day"
complete = "is_complete"
target   = "target"
target_for = "target_year"

[chart]
kind   = "line"
x      = "day"
y      = "agreements"
target = "target"

[columns]
day         = { title = "Day", unit = "date" }
agreements  = { title = "Active agreements", unit = "agreements" }
partners    = { title = "Partners with one", unit = "partners", description = "distinct partners with an active agreement" }
target      = { title = "Target", unit = "agreements", description = "for the academic year that holds the day" }
target_year = { title = "Target for", description = "the academic year that holds the day" }
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
        agreements.active_from,
        agreements.active_until
    from agreements
    inner join membership on agreements.place_iso3 = membership.iso3
),

counted as (
    select
        days.day,
        count(in_scope.agreement_id) as agreements,
        count(distinct in_scope.partner_key) as partners
    from days
    left join in_scope on days.day between in_scope.active_from and in_scope.active_until
    where days.day >= (select min(coalesce(agreements.start_date, $as_of)) from agreements)
    group by all
),

goals as (
    select
        year,
        value
    from targets
    where
        metric_id = 'active_agreements'
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
    counted.agreements,
    counted.partners,
    dated_goals.value as target,
    dated_goals.academic_year as target_year,
    true as is_complete
from counted
left join dated_goals on counted.day >= dated_goals.first_day and counted.day < dated_goals.next_first_day
order by counted.day
