/*---
title        = "Students"
question     = "Who is a student?"
grain        = "one row per student"
owner        = "Global Education Office"
materialized = "view"

[parameters]
year_from = "INTEGER"
---*/
select distinct person_key
from placements
where year >= $year_from
-- expect header-key at line 8
