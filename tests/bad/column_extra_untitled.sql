/*---
title    = "Students by place"
question = "How many students went where?"
grain    = "one row per place"
owner    = "Global Education Office"

[columns]
students = { title = "Students" }
---*/
select
    place,
    students
from abroad_by_place_period
where period = $period
order by place
-- expect column-extra at line 7
