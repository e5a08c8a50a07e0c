/*---
title    = "Compliance reviews pending over 90 days"
question = "How many agreements in force have waited for their compliance review for more than 90 days?"
grain    = "one row: the as-of date; the exports do not say how reviews stood before"
excludes = ["registers that record no compliance review at all"]
card     = { value = "pending_long", base = "agreements", better = "down" }

[columns]
day          = { title = "Day", unit = "date" }
pending_long = { title = "Pending over 90 days", unit = "agreements", description = "since the signature, or the start where none is recorded" }
agreements   = { title = "Active agreements", unit = "agreements" }
---*/
select
    $as_of as day,
    count(*) filter (where is_pending_long(pending_since, $as_of)) as pending_long,
    count(*) as agreements
from active_agreements($as_of, $scheme, $regions, $countries)
having
    exists (
        select register.agreement_id
        from agreements as register
        where register.compliance_review is not null
    )
