/*---
title    = "Reviews overdue, one by one"
question = "Which agreements in force should have been reviewed by now?"
grain    = "one row per active agreement whose review is overdue"
excludes = ["agreements without any date to count from"]

[columns]
due_date         = { title = "Due", unit = "date", description = "recorded, or the policy's years after the last review or the start" }
days_overdue     = { title = "Days overdue", unit = "days" }
is_date_recorded = { title = "Date recorded", description = "the day is in the export; otherwise it follows from the policy" }
---*/
with due as (
    select
        *,
        review_due_on(next_review_date, review_from, $policy_years) as due_date
    from active_agreements($as_of, $scheme, $regions, $countries)
)

select
    partner,
    place,
    region,
    agreement_kind,
    unit,
    lead_faculty,
    last_review_date,
    due_date,
    $as_of - due_date as days_overdue,
    next_review_date is not null as is_date_recorded,
    agreement_id
from due
where due_date < $as_of
order by
    due_date,
    partner,
    agreement_id
