/*---
title    = "One home school: students abroad by year"
question = "How many students of this home school went abroad in each academic year?"
grain    = "one row per academic year; none while no home school is chosen"
chart    = { kind = "line", y = "students", events = true }

[parameters]
school = { type = "VARCHAR", default = "", title = "Home school" }

[[expect]]
given = { school = "Arts" }
rows  = "1.."
---*/
select
    academic_year,
    students,
    share,
    is_complete
from placements_by_kind('home_school', $scheme, $regions, $countries)
where has_placements and part = $school
order by academic_year
