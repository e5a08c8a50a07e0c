/*---
title    = "Students by academic year"
question = "How many students went where?"
grain    = "one row per academic year"
owner    = "Global Education Office"

[disclosure]
people = "students"
by     = ["academic_year"]
totals = []

[columns]
academic_year = { title = "Academic year" }
students     = { title = "Students", unit = "people" }
---*/
select
    academic_year,
    count(distinct person_key) as students
from placements
group by all
order by academic_year
-- expect nothing
