/*---
title    = "Compliance reviews pending over 90 days"
question = "Which agreements in force still wait for their compliance review?"
grain    = "one row per active agreement whose review is pending for more than 90 days"

[columns]
since        = { title = "Since", unit = "date", description = "the signature, or the start where none is recorded" }
days_pending = { title = "Days pending", unit = "days" }
---*/
select
    partner,
    place,
    region,
    agreement_kind,
    risk_level,
    lead_faculty,
    unit,
    pending_since as since,
    $as_of - pending_since as days_pending,
    agreement_id
from active_agreements($as_of, $scheme, $regions, $countries)
where is_pending_long(pending_since, $as_of)
order by
    since,
    partner,
    agreement_id
