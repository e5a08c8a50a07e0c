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
    host_country as place,
    count(*) as students
from (select 'FRA' as host_country where exists (from placements))
group by all
order by place
-- expect table-people at line 14
