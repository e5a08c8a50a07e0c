/*---
title     = "Whether demand is recorded"
question  = "Does the export hold applications that came to nothing?"
grain     = "one value; false for exports of placements only, which say nothing of demand"
owner     = "Global Education Office"
reviewed  = 2026-11-28
arguments = []
returns   = "value"
---*/
select count(unmet) > 0
from applicants_by_place_period
where place = 'world' and period = 'all'
