/*---
title    = "Dormant agreements"
question = "Of the mobility agreements that had time to be used, under how many was nobody exchanged?"
grain    = "one row per year: the as-of date and the same day of earlier years that three complete academic years precede"
excludes = ["agreements younger than three years", "agreements that are not about mobility", "years for which placements carry no agreement"]
card     = { value = "share", base = "agreements", better = "down" }
chart    = { kind = "line" }

[metric]
number      = 8
definition  = "Active mobility agreements that began at least three years ago and under which nobody went or came in the last three complete academic years, divided by all active mobility agreements that began at least three years ago."
denominator = "active mobility agreements (student exchange, study abroad, joint or dual degree, internship, cotutelle) at least three years old"
source      = "partnerships; placements, both directions, live or completed, by their agreement"
is_not      = "Not a judgment of the partner: research and visits leave no trace here. A placement that was delivered without its agreement does not wake one up."

[columns]
dormant     = { title = "Dormant", unit = "agreements", description = "without a placement either way in the last three complete academic years" }
agreements  = { title = "Mobility agreements", unit = "agreements", description = "active and at least three years old" }
share       = { title = "Dormant, %", unit = "share" }
---*/
select
    day,
    count(*) filter (where is_dormant) as dormant,
    count(*) as agreements,
    dormant / count(*) as share
from mobility_agreements_by_day($as_of, $scheme, $regions, $countries)
group by day
order by day
