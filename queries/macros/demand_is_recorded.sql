/*---
title     = "Whether demand is recorded"
question  = "Does the export hold applications that came to nothing?"
grain     = "one value; false for exports of placements only, which say nothing of demand"
owner     = "Global Education Office"
reviewed  = 2026-11-28
arguments = []
returns   = "value"
---*/
-- where nobody, or hardly anybody, applied in vain the two are rounded alike
select coalesce(bool_or(applicants > met), false)
from applicants_by_place_period
where place = 'world' and period = 'all'
