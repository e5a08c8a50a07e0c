/*---
title    = "Students abroad by home school"
question = "How many students of each home school went abroad in each academic year?"
grain    = "one row per home school and academic year"
chart    = { kind = "line", x = "academic_year", y = "students", series = "home_school", events = true }

[columns]
home_school = { title = "Home school" }
---*/
select
    part as home_school,
    academic_year,
    students,
    placements,
    share,
    is_complete
from placements_by_kind('home_school', $scheme, $regions, $countries)
where has_placements
order by
    part,
    academic_year
