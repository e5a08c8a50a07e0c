/*---
title    = "Days abroad in the chosen period"
question = "How many days does a placement last, over the whole chosen period?"
grain    = "one row; one per region or country where such are chosen; none where no placements are delivered"
owner    = "Global Education Office"
reviewed = 2026-11-28
reviewer = "Global Education Office"
reviewed_content = "8546dbfa4491"
excludes = ["inbound placements", "applications that did not lead abroad", "placements of unknown duration, from the median and the mean"]

[columns]
known_share = { title = "Duration known", unit = "share", description = "placements of known duration among all" }
median_days = { title = "Median", description = "half of the placements last at most so long" }
mean_days   = { title = "Mean", description = "days of all placements divided by placements" }

[[expect]]
none = "known_share not between 0 and 1"
---*/
select
    chosen.area,
    abroad.students,
    rate(abroad.known_days, abroad.placements) as known_share,
    abroad.median_days,
    abroad.mean_days
from periods
cross join named_places($scheme, $regions, $countries) as chosen
left join students_abroad_by_place_period as abroad
    on periods.period = abroad.period and chosen.place = abroad.place
where periods.period = $period and periods.has_placements
order by chosen.area
