/*---
title     = "Active agreements with what is chosen"
question  = "Which agreements are active on a day?"
grain     = "one row per agreement that is active on the day"
excludes  = ["drafts and terminated agreements"]
arguments = ["on_day", "in_scheme", "in_regions", "in_countries"]
returns   = "table"
---*/
select *
from agreements_in(in_scheme, in_regions, in_countries)
where on_day between active_from and active_until
