/*---
title    = "Reviews overdue"
question = "How many agreements in force should have been reviewed by now?"
grain    = "one row per year: the as-of date and the same day of earlier years"
excludes = ["agreements without any date to count from"]
card     = { value = "overdue", base = "agreements", better = "down" }

[metric]
number      = 7
definition  = "Active agreements whose review was due before the as-of date. It is due on the recorded day of the next review; where none is recorded, the policy's number of years after the last review, or after the start."
denominator = "active agreements"
source      = "partnerships; [reviews] policy_years in engagement.toml"
is_not      = "Not a count of agreements that nobody looks after. Earlier years are rebuilt from the last review on record: reviews before it are not in the export, so that an earlier year may read too high."

[columns]
share = { title = "Share overdue", unit = "share", description = "reviews overdue among active agreements" }
---*/
select
    counted.day,
    counted.overdue,
    counted.agreements,
    counted.overdue / nullif(counted.agreements, 0) as share,
    goals.target,
    goals.target_year
from agreement_counts_by_day($as_of, $policy_years, $scheme, $regions, $countries) as counted
left join day_targets('reviews_overdue', $as_of, $scheme, $regions, $countries) as goals on counted.day = goals.day
order by counted.day
