/*---
title    = "One home school: where its students go"
question = "To which countries or places did most students of this home school go in the chosen period?"
grain    = "one row per country or place with enough students to be published, the one with the most first; none while no home school is chosen"
chart    = { kind = "map", iso3 = "iso3", y = "students" }

[parameters]
school = { type = "VARCHAR", default = "", title = "Home school" }

[[expect]]
given = { school = "Arts" }
none  = "students < 10"
rows  = "1.."
---*/
select
    chosen.place,
    chosen.iso3,
    chosen.region,
    went.students,
    went.placements
from chosen_countries($scheme, $regions, $countries) as chosen
inner join students_abroad_by_place_period_home_school as went on chosen.iso3 = went.place
where went.period = $period and went.home_school = $school
order by
    went.students desc,
    chosen.place asc
