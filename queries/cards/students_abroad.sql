/*---
title    = "Students abroad"
question = "How many students went abroad in each academic year?"
grain    = "one row per academic year"
card     = { value = "students", better = "up" }

[columns]
target = { title = "Target", unit = "people" }
---*/
select
    abroad.academic_year,
    abroad.students,
    abroad.placements,
    goals.target,
    abroad.is_complete
from students_in($scheme, $regions, $countries) as abroad
left join targets_for('students_abroad', $scheme, $regions, $countries) as goals on abroad.year = goals.year
where abroad.kind = 'year' and abroad.has_placements
order by abroad.year
