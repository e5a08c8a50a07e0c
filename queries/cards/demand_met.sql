/*---
title    = "Demand met"
question = "Of the students who asked to go abroad, how many have a place?"
grain    = "one row per academic year"
owner    = "Global Education Office"
reviewed = 2026-11-28
reviewer = "Global Education Office"
reviewed_content = "d25594c72c60"
excludes = ["inbound placements", "exports that hold no unsuccessful application: they say nothing of demand"]

[metric]
number      = 2
definition  = "Distinct students with an accepted offer or more (nominated, live or completed) in an academic year, divided by the distinct students who applied for it."
denominator = "distinct applicants of the academic year"
source      = "placements, outbound, every state of the application"
is_not      = "Not a share of applications: whoever applies three times and goes once counts once, as met. A cancelled placement is not met. Students who never applied are not seen."

[card]
value    = "rate"
period   = "academic_year"
complete = "is_complete"
target   = "target"
base     = "applicants"
better   = "up"

[chart]
kind     = "line"
x        = "academic_year"
y        = "rate"
target   = "target"
complete = "is_complete"
events   = true

[columns]
rate   = { title = "Demand met", unit = "share", description = "students with a place among applicants" }
target = { title = "Target", unit = "share" }

[[expect]]
none = "rate not between 0 and 1"
---*/
select
    periods.academic_year,
    sum(applicants.met) as met,
    sum(applicants.applicants) as applicants,
    rate(sum(applicants.met), sum(applicants.applicants)) as rate,
    any_value(targets.target) as target,
    periods.is_complete
from periods
cross join chosen_places($scheme, $regions, $countries) as chosen
left join applicants_by_place_period as applicants
    on periods.period = applicants.period and chosen.place = applicants.place
left join targets_for('demand_met', $scheme, $regions, $countries) as targets on periods.year = targets.year
where periods.kind = 'year' and periods.has_placements and (select demand.is_recorded from demand)
group by
    periods.academic_year,
    periods.is_complete
order by periods.academic_year
