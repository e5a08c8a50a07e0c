/*---
title    = "Active agreements"
question = "How many agreements are in force, and how many were on the same day of earlier years?"
grain    = "one row per year: the as-of date and the same day of earlier years"
owner    = "Global Education Office"
reviewed = 2026-11-28
excludes = ["drafts", "terminated agreements, in earlier years too: the exports do not say when they ended", "agreements whose end is not known"]

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
agreements  = { title = "Active agreements", unit = "agreements" }
partners    = { title = "Partners with one", unit = "partners", description = "distinct partners with an active agreement" }
target      = { title = "Target", unit = "agreements" }
target_year = { title = "Target for", description = "the academic year that holds the day" }
is_complete = { title = "Complete", description = "always true: a day's state does not run on" }
---*/
with counted as (
    select
        day,
        count(agreement_id) as agreements,
        count(distinct partner_key) as partners
    from active_agreements_by_day($as_of, $scheme, $regions, $countries)
    group by day
)

select
    counted.day,
    counted.agreements,
    counted.partners,
    goals.target,
    case when goals.target is not null then years.academic_year end as target_year,
    true as is_complete
from counted
left join academic_years as years on counted.day between years.first_day and years.last_day
left join targets_for('active_agreements', $scheme, $regions, $countries) as goals on years.year = goals.year
order by counted.day
