/*---
title    = "Since the last summit"
question = "Which agreements of the region were signed, reviewed or ended since its last summit?"
grain    = "one row per agreement and what happened; none where the region had no summit before"
excludes = ["agreements that were terminated: the exports do not hold the day"]
ignores  = { period = "from the last summit to the as-of date" }

[parameters]
summit_date = { type = "DATE", title = "Day of the summit; without one, the as-of date" }

[columns]
day         = { title = "Day", unit = "date" }
event       = { title = "What", description = "signed, reviewed with the outcome, or ended without a signed renewal" }
last_summit = { title = "Last summit" }
summit_day  = { title = "Day of the last summit", unit = "date" }
topic       = { title = "Kind", description = "signed, reviewed or ended" }
---*/
with last_summits as (
    select * from last_summit($as_of, $summit_date, $scheme, $regions, $countries)
),

happened as (
    select
        agreement_id,
        'signed' as topic,
        if(renewed_from_id is null, 'Signed', 'Renewal signed') as event,
        signed_date as day
    from agreements_in($scheme, $regions, $countries)
    where coalesce(workflow_status, 'signed') not in ('proposed', 'negotiating')
    union all
    select
        agreement_id,
        'reviewed' as topic,
        concat_ws(': ', 'Reviewed', outcome_in_words(review_outcome)) as event,
        last_review_date as day
    from agreements_in($scheme, $regions, $countries)
    union all
    select
        agreement_id,
        'ended' as topic,
        'Ended, not renewed' as event,
        active_until as day
    from agreements_in($scheme, $regions, $countries)
    where has_fixed_end and renewed_on is null
)

select
    happened.day,
    happened.event,
    agreements.partner,
    agreements.place,
    agreements.agreement_kind,
    agreements.lead_faculty,
    happened.topic,
    last_summits.name as last_summit,
    last_summits.date as summit_day,
    agreements.agreement_id
from happened
inner join agreements_in($scheme, $regions, $countries) as agreements
    on happened.agreement_id = agreements.agreement_id
inner join last_summits
    on happened.day > last_summits.date and happened.day < $as_of
order by
    happened.day desc,
    agreements.partner asc,
    agreements.agreement_id asc,
    happened.event asc
