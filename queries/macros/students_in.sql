/*---
title     = "Students abroad of what is chosen"
question  = "How many students went abroad in each period, to the chosen places together?"
grain     = "one row per period"
arguments = ["in_scheme", "in_regions", "in_countries"]
returns   = "table"
---*/
select
    periods.*,
    sum(abroad.students) as students,
    sum(abroad.placements) as placements,
    sum(abroad.for_credit) as for_credit
from periods
cross join chosen_places(in_scheme, in_regions, in_countries) as chosen
left join students_abroad_by_place_period as abroad
    on periods.period = abroad.period and chosen.place = abroad.place
group by all
