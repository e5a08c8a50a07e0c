/*---
title    = "Agreements with a faculty lead"
question = "How many of the agreements in force have a named faculty lead?"
grain    = "one row per year: the as-of date and the same day of earlier years"
excludes = ["registers that name no lead at all"]
card     = { value = "share", base = "agreements", better = "up" }
chart    = { kind = "line" }

[metric]
number      = 29
definition  = "Active agreements with a named faculty lead, divided by all active agreements."
denominator = "active agreements"
source      = "partnerships (lead_faculty)"
is_not      = "Not a measure of how much the lead does. Earlier years are seen with the lead that is named today."

[columns]
share = { title = "With a faculty lead, %", unit = "share" }
---*/
select
    day,
    led,
    agreements,
    led / nullif(agreements, 0) as share
from agreement_counts_by_day($as_of, $policy_years, $scheme, $regions, $countries)
where
    exists (
        from agreements as register
        where register.has_faculty_lead
    )
order by day
