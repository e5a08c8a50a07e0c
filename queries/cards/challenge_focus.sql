/*---
title    = "Agreements on a named challenge"
question = "How many of the agreements in force name a challenge that they work on?"
grain    = "one row per year: the as-of date and the same day of earlier years"
excludes = ["registers that name no challenge at all"]
card     = { value = "share", base = "agreements", better = "up" }
chart    = { kind = "line" }

[columns]
share = { title = "On a named challenge, %", unit = "share" }
---*/
select
    day,
    named,
    agreements,
    named / nullif(agreements, 0) as share
from agreement_counts_by_day($as_of, $policy_years, $scheme, $regions, $countries)
where
    exists (
        from agreements as register
        where register.challenge_area is not null
    )
order by day
