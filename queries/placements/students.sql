/*---
title    = "Students abroad in the chosen period"
question = "How many different students went abroad in the chosen period?"
grain    = "one row; none where no placements are delivered"
---*/
select
    students,
    placements
from students_in($scheme, $regions, $countries)
where period = $period and has_placements
