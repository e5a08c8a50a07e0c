/*---
title    = "Students by place"
question = "How many students went where?"
grain    = "one row per place"
owner    = "Global Education Office"

[columns]
place = { title = "Place" }
---*/
select
    place,
    students
from abroad_by_place_period
where period = $period
order by place
-- expect nothing
