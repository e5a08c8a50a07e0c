/*---
title     = "Places whose numbers cannot be added, by name"
question  = "For which published places are medians and the like shown, one beside the other?"
grain     = "one row: everywhere; or one per region or country that is chosen"
arguments = ["in_scheme", "in_regions", "in_countries"]
returns   = "table"

[columns]
place = { title = "Place's key", description = "in published tables" }
area  = { title = "Area", description = "everywhere; or the region, the country or place that is chosen" }
---*/
select
    chosen.place,
    coalesce(areas.region, 'Everywhere') as area
from chosen_places(in_scheme, in_regions, in_countries) as chosen
left join chosen_areas(in_scheme, in_regions, in_countries) as areas on chosen.place = areas.place
