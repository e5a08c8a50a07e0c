/*---
title    = "Reviews overdue"
question = "How many agreements in force should have been reviewed by now?"
grain    = "one row per year: the as-of date and the same day of earlier years"
owner    = "Global Education Office"
reviewed = 2026-11-28
excludes = ["drafts and terminated agreements", "agreements without any date to count from"]

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
overdue     = { title = "Reviews overdue", unit = "agreements", description = "active agreements whose review was due before the day" }
agreements  = { title = "Active agreements", unit = "agreements" }
share       = { title = "Share overdue", unit = "share", description = "reviews overdue among active agreements" }
target      = { title = "Target", unit = "agreements" }
target_year = { title = "Target for", description = "the academic year that holds the day" }
is_complete = { title = "Complete", description = "always true: a day's state does not run on" }

[[expect]]
none = "share not between 0 and 1"
---*/
with due as (
    select
        day,
        agreement_id,
        review_was_due_on(day, next_review_date, last_review_date, start_date, $policy_years) as due_date
    from active_agreements_by_day($as_of, $scheme, $regions, $countries)
),

counted as (
    select
        day,
        count(*) filter (where due_date < day) as overdue,
        count(agreement_id) as agreements
    from due
    group by day
)

select
    counted.day,
    counted.overdue,
    counted.agreements,
    counted.overdue / nullif(counted.agreements, 0) as share,
    goals.target,
    case when goals.target is not null then years.academic_year end as target_year,
    true as is_complete
from counted
left join academic_years as years on counted.day between years.first_day and years.last_day
left join targets_for('reviews_overdue', $scheme, $regions, $countries) as goals on years.year = goals.year
order by counted.day
