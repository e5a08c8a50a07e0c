/*---
title    = "Students by place"
question = "How many students went where?"
grain    = "one row per place"
owner    = "Global Education Office"

[columns]
place    = { title = "Place" }
students = { title = "Students", unit = "people" }
---*/
with placements as (from placements)

select
    host_country as place,
    count(*) as students
from placements
group by all
order by place
-- expect table-people at line 11
