/*---
title    = "Agreements on a named challenge"
question = "How many of the agreements in force name a challenge that they work on?"
grain    = "one row per year: the as-of date and the same day of earlier years"
owner    = "Global Education Office"
reviewed = 2026-11-28
excludes = ["drafts and terminated agreements", "registers that name no challenge at all"]

[card]
value    = "share"
period   = "day"
complete = "is_complete"
base     = "agreements"
better   = "up"

[chart]
kind = "line"
x    = "day"
y    = "share"

[columns]
named       = { title = "On a named challenge", unit = "agreements", description = "earlier years are seen with the challenge that is named today" }
agreements  = { title = "Active agreements", unit = "agreements" }
share       = { title = "On a named challenge, %", unit = "share" }
is_complete = { title = "Complete", description = "always true: a day's state does not run on" }

[[expect]]
none = "share not between 0 and 1"
---*/
select
    day,
    count(challenge_area) as named,
    count(agreement_id) as agreements,
    named / nullif(count(agreement_id), 0) as share,
    true as is_complete
from active_agreements_by_day($as_of, $scheme, $regions, $countries)
where
    exists (
        select register.agreement_id
        from agreements as register
        where register.challenge_area is not null
    )
group by day
order by day
