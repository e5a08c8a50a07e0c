/*---
title        = "Whether demand is recorded"
question     = "Does the export hold applications that came to nothing?"
grain        = "one row"
materialized = "table"
no_people    = "one yes or no over all applications that were ever delivered"

[columns]
is_recorded = { title = "Demand is recorded", description = "false for exports of placements only, which say nothing of demand" }
---*/
select coalesce(bool_or(not is_met), false) as is_recorded
from applications
