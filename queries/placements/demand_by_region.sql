/*---
title    = "Placement rate of applicants by region"
question = "Of the students who asked to go to a region, how many have a place there?"
grain    = "one row per region with applicants"
excludes = ["the incomplete academic year"]
chart    = { kind = "bar", y = "rate" }

[columns]
region     = { title = "Region", description = "of the country or place applied for; the country or place where such are chosen" }
met        = { title = "With a place", measure = "decided_met" }
applicants = { title = "Applicants", measure = "decided" }
rate       = { title = "Placement rate", unit = "share", description = "students with a place among applicants" }
---*/
select
    areas.region,
    applicants.decided_met as met,
    applicants.decided as applicants,
    rate(applicants.decided_met, applicants.decided) as rate
from areas_with_students($scheme, $regions, $countries) as areas
left join applicants_by_place_period as applicants
    on areas.place = applicants.place and applicants.period = $period
where (select demand.is_recorded from demand)
order by
    applicants.decided desc nulls last,
    areas.region asc
