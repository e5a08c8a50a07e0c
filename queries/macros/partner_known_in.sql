/*---
title     = "Placements whose partner is known"
question  = "How many placements abroad name their partner, in each period?"
grain     = "one row per period with such placements"
arguments = ["in_scheme", "in_regions", "in_countries"]
returns   = "table"
---*/
select
    known.period,
    sum(known.placements) as placements
from chosen_places(in_scheme, in_regions, in_countries) as chosen
inner join partner_placements_by_place_period as known on chosen.place = known.place
group by known.period
