/*---
title     = "Leadership paths of what is chosen"
question  = "How many people went from diagnostic through a program into practice, in each period?"
grain     = "one row per period"
arguments = ["in_scheme", "in_regions", "in_countries"]
returns   = "table"
---*/
select
    periods.*,
    sum(paths.enrolled) as enrolled,
    sum(paths.diagnosed) as diagnosed,
    sum(paths.diagnosed_completed) as diagnosed_completed,
    sum(paths.diagnosed_practiced) as diagnosed_practiced,
    sum(paths.abroad) as abroad,
    sum(paths.completers) as completers,
    sum(paths.practiced) as practiced
from periods
cross join chosen_places(in_scheme, in_regions, in_countries) as chosen
left join leadership_paths_by_place_period as paths
    on periods.period = paths.period and chosen.place = paths.place
group by all
