/*---
title     = "Length of stays"
question  = "How long did students stay in each period, and of how many placements is that known?"
grain     = "one row per period and place; several places side by side"
excludes  = ["placements of unknown duration, from the median and the mean"]
arguments = ["in_scheme", "in_regions", "in_countries"]
returns   = "table"

[columns]
known_share = { title = "Duration known", unit = "share", description = "placements of known duration among all" }
---*/
select
    periods.*,
    chosen.area,
    abroad.students,
    rate(abroad.known_days, abroad.placements) as known_share,
    abroad.median_days,
    abroad.mean_days
from periods
cross join named_places(in_scheme, in_regions, in_countries) as chosen
left join students_abroad_by_place_period as abroad
    on periods.period = abroad.period and chosen.place = abroad.place
