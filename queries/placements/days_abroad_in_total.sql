/*---
title    = "Days abroad in the chosen period"
question = "How many days does a placement last, over the whole chosen period?"
grain    = "one row; one per region or country where such are chosen; none where no placements are delivered"
---*/
select
    area,
    students,
    known_share,
    median_days,
    mean_days
from stay_lengths($scheme, $regions, $countries)
where period = $period and has_placements
order by area
