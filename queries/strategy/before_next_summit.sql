/*---
title    = "To decide before the next summit"
question = "Which agreements of the next summit's region end before it, or wait for a review or for compliance, and who leads them?"
grain    = "one row per agreement and reason; those that end first, by date"
excludes = ["agreements that are renewed, renew themselves or have no end, unless a review or compliance is due"]

[columns]
summit   = { title = "Summit", description = "the next one of the chosen regions" }
decision = { title = "To decide" }
due      = { title = "Due", unit = "date", description = "the day that it ends, that the review was due, or that compliance has waited 90 days" }
---*/
with upcoming as (
    select
        summit_id,
        name,
        date
    from summits_in($scheme, $regions, $countries)
    where date >= $as_of
    order by
        date,
        summit_id
    limit 1
),

unready as (
    select readiness.*
    from readiness_for_summits($as_of, $policy_years) as readiness
    inner join upcoming on readiness.summit_id = upcoming.summit_id
),

decisions as (
    select
        1 as place_in_list,
        'Renew or let lapse' as decision,
        agreement_id,
        active_until as due
    from unready
    where is_ending
    union all
    select
        2 as place_in_list,
        'Review' as decision,
        agreement_id,
        review_due as due
    from unready
    where is_overdue
    union all
    select
        3 as place_in_list,
        'Compliance' as decision,
        agreement_id,
        cast(pending_since + interval 90 day as date) as due
    from unready
    where is_pending
)

select
    agreements.partner,
    decisions.decision,
    decisions.due,
    agreements.lead_faculty,
    agreements.unit,
    agreements.place,
    agreements.agreement_kind,
    upcoming.name as summit,
    agreements.agreement_id,
    agreements.partner_key
from decisions
inner join agreements_in($scheme, $regions, $countries) as agreements
    on decisions.agreement_id = agreements.agreement_id
cross join upcoming
order by
    decisions.place_in_list,
    decisions.due,
    agreements.partner,
    decisions.agreement_id
