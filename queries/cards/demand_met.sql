/*---
title    = "Placement rate of applicants"
question = "Of the students who asked to go abroad, how many have a place?"
grain    = "one row per academic year"
excludes = ["exports that hold no unsuccessful application: they say nothing of demand"]
card     = { value = "rate", base = "applicants", better = "up" }
chart    = { kind = "line", events = true }

[metric]
number      = 2
definition  = "Distinct students with an accepted offer or more (nominated, live or completed) in an academic year, divided by the distinct students who applied for it."
denominator = "distinct applicants of the academic year"
source      = "placements, outbound, every state of the application"
is_not      = "Not a share of applications: whoever applies three times and goes once counts once, as met. A cancelled placement is not met. Students who never applied are not seen."

[columns]
rate   = { title = "Placement rate", unit = "share", description = "students with a place among applicants" }
target = { title = "Target", unit = "share" }
---*/
select
    people.academic_year,
    people.met,
    people.applicants,
    people.demand_met as rate,
    goals.target,
    people.is_complete
from applicants_in($scheme, $regions, $countries) as people
left join targets_for('demand_met', $scheme, $regions, $countries) as goals on people.year = goals.year
where people.kind = 'year' and people.has_placements and (select demand.is_recorded from demand)
order by people.year
