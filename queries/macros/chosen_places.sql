/*---
title     = "Places whose sum is asked for"
question  = "Over which published places do the filters ask for one number?"
grain     = "one row: the world; or one per region or country that is chosen, each counted once"
arguments = ["in_scheme", "in_regions", "in_countries"]
returns   = "table"

[columns]
place = { title = "Place's key", description = "in published tables" }
---*/
select 'world' as place
where len(in_regions) = 0 and len(in_countries) = 0
union all
select place
from chosen_areas(in_scheme, in_regions, in_countries)
where len(in_regions) > 0 or len(in_countries) > 0
