/*---
title        = "Students"
question     = "Who is a student?"
grain        = "one row per student"
owner        = "Global Education Office"
materialized = "view"
---*/
select distinct person_key
from placements
-- expect nothing
