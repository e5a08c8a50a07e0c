/*---
title    = "Students by place"
question = "How many students went where?"
grain    = "one row per place"
owner    = "Global Education Office"

[columns]
place    = { title = "Place" }
students = { title = "Students", unit = "people" }
---*/
select
    person_key as place,
    count(*) as students
from students
group by all
order by place
-- expect table-people at line 14
