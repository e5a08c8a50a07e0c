/*---
title    = "Students by place"
question = "How many students went where?"
grain    = "one row per place"
owner    = "Global Education Office"

[columns]
place  = { title = "Place" }
before = { title = "Students", measure = "student" }
---*/
select
    place,
    students as before
from abroad_by_place_period
where period = $period
order by place
-- expect column-measure at line 9
