/*---
title        = "Students"
question     = "Who is a student?"
grain        = "one row per student"
owner        = "Global Education Office"
materialized = "view"
no_people    = "nobody"
---*/
select distinct person_key
from placements
-- expect model-people at line 7
