/*---
title        = "Students"
question     = "Who is a student?"
grain        = "one row per year"
owner        = "Global Education Office"
materialized = "table"
no_people    = "says which years occur, never who or how many went"
---*/
select distinct year
from placements
-- expect nothing
