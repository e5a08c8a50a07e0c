/*---
title     = "Readiness of agreements for summits"
question  = "Which agreements of each summit's region have still to be decided before it?"
grain     = "one row per summit and agreement of its region that is active on the day, or for past summits on the day of the summit"
arguments = ["on_day", "in_policy_years"]
returns   = "table"

[columns]
is_ending  = { title = "Ends before it", description = "without a signed renewal" }
is_overdue = { title = "Review overdue" }
is_pending = { title = "Compliance pending", description = "for more than 90 days" }
review_due = { title = "Review due", unit = "date" }
---*/
-- by country: the scheme that a summit names is not always the one that is chosen
select
    summits.summit_id,
    agreements.agreement_id,
    agreements.active_until,
    agreements.pending_since,
    review_due_on(agreements.next_review_date, agreements.review_from, in_policy_years) as review_due,
    coalesce(
        agreements.has_fixed_end and agreements.renewed_on is null and agreements.active_until < summits.date, false
    ) as is_ending,
    coalesce(
        review_due_on(agreements.next_review_date, agreements.review_from, in_policy_years) < on_day, false
    ) as is_overdue,
    is_pending_long(agreements.pending_since, on_day) as is_pending
from summits
inner join region_membership
    on summits.scheme = region_membership.scheme and summits.region = region_membership.region
inner join agreements
    on
        region_membership.iso3 = agreements.place_iso3
        and least(summits.date, on_day) between agreements.active_from and agreements.active_until
