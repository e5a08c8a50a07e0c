/*---
title    = "Agreements with a faculty lead"
question = "How many of the agreements in force have a named faculty lead?"
grain    = "one row per year: the as-of date and the same day of earlier years"
owner    = "Global Education Office"
reviewed = 2026-11-28
excludes = ["drafts and terminated agreements", "registers that name no lead at all"]

[metric]
number      = 29
definition  = "Active agreements with a named faculty lead, divided by all active agreements."
denominator = "active agreements"
source      = "partnerships (lead_faculty)"
is_not      = "Not a measure of how much the lead does. Earlier years are seen with the lead that is named today."

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
led         = { title = "With a faculty lead", unit = "agreements" }
agreements  = { title = "Active agreements", unit = "agreements" }
share       = { title = "With a faculty lead, %", unit = "share" }
is_complete = { title = "Complete", description = "always true: a day's state does not run on" }

[[expect]]
none = "share not between 0 and 1"
---*/
select
    day,
    count(lead_faculty) as led,
    count(agreement_id) as agreements,
    led / nullif(count(agreement_id), 0) as share,
    true as is_complete
from active_agreements_by_day($as_of, $scheme, $regions, $countries)
where
    exists (
        select register.agreement_id
        from agreements as register
        where register.has_faculty_lead
    )
group by day
order by day
