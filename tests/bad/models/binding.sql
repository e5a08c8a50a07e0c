/*---
title        = "Students"
question     = "Who is a student?"
grain        = "one row per student"
owner        = "Global Education Office"
materialized = "view"
---*/
select distinct person
from placements
-- expect sql-binding at line 8
