/*---
title    = "Summits, past and to come"
question = "Which summits were there, which come next, and how many of their region's agreements are ready?"
grain    = "one row per summit whose region holds a chosen country or place; the next one first, then the past"
excludes = ["drafts and terminated agreements", "for past summits, what was ready: the exports do not say"]

[columns]
summit        = { title = "Summit" }
days_left     = { title = "Days left", unit = "days", description = "to the summit; empty for past ones" }
agreements    = { title = "Active agreements", unit = "agreements", description = "of the summit's region, on the as-of date; for past summits on the day of the summit" }
ready         = { title = "Ready", unit = "agreements", description = "in force until the summit or renewed, no review overdue, no compliance review pending over 90 days" }
ending        = { title = "End before it", unit = "agreements", description = "without a signed renewal" }
overdue       = { title = "Reviews overdue", unit = "agreements" }
pending       = { title = "Compliance pending", unit = "agreements", description = "for more than 90 days" }
working_group = { title = "Working group" }
place         = { title = "Country or place" }
---*/
with counted as (
    select
        summit_id,
        count(*) as agreements,
        count(*) filter (where not (is_ending or is_overdue or is_pending)) as ready,
        count(*) filter (where is_ending) as ending,
        count(*) filter (where is_overdue) as overdue,
        count(*) filter (where is_pending) as pending
    from readiness_for_summits($as_of, $policy_years)
    group by summit_id
),

to_come as (
    select
        summits.summit_id,
        summits.date - $as_of as days_left,
        coalesce(counted.ready, 0) as ready,
        coalesce(counted.ending, 0) as ending,
        coalesce(counted.overdue, 0) as overdue,
        coalesce(counted.pending, 0) as pending
    from summits
    left join counted on summits.summit_id = counted.summit_id
    where summits.date >= $as_of
)

select
    summits.name as summit,
    summits.date,
    summits.city,
    summits.brief_due,
    to_come.days_left,
    coalesce(counted.agreements, 0) as agreements,
    to_come.ready,
    to_come.ending,
    to_come.overdue,
    to_come.pending,
    working_groups.name as working_group,
    places.place,
    summits.summit_id
from summits_in($scheme, $regions, $countries) as summits
left join counted on summits.summit_id = counted.summit_id
left join to_come on summits.summit_id = to_come.summit_id
left join places on summits.host_country = places.iso3
left join working_groups on summits.working_group_id = working_groups.working_group_id
order by
    to_come.days_left is null,
    abs(summits.date - $as_of),
    summits.summit_id
