/*---
title    = "Days abroad"
question = "How many days does a placement last, in the middle and on average?"
grain    = "one row per academic year; per region or country and year where such are chosen"
owner    = "Global Education Office"
reviewed = 2026-11-28
reviewer = "Global Education Office"
reviewed_content = "b57cfe96aec3"
excludes = ["inbound placements", "applications that did not lead abroad", "placements of unknown duration, from the median and the mean"]

[chart]
kind     = "line"
x        = "academic_year"
y        = ["median_days", "mean_days"]
series   = "area"
complete = "is_complete"

[columns]
known_share = { title = "Duration known", unit = "share", description = "placements of known duration among all" }
median_days = { title = "Median", description = "half of the placements last at most so long" }
mean_days   = { title = "Mean", description = "days of all placements divided by placements" }

[[expect]]
none = "known_share not between 0 and 1"
---*/
select
    chosen.area,
    periods.academic_year,
    abroad.students,
    rate(abroad.known_days, abroad.placements) as known_share,
    abroad.median_days,
    abroad.mean_days,
    periods.is_complete
from periods
cross join named_places($scheme, $regions, $countries) as chosen
left join students_abroad_by_place_period as abroad
    on periods.period = abroad.period and chosen.place = abroad.place
where periods.kind = 'year' and periods.has_placements
order by
    chosen.area,
    periods.year
