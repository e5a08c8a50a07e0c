/*---
title    = "Students abroad by region"
question = "How many different students went to each region in the chosen period?"
grain    = "one row per region with students"
chart    = { kind = "bar", y = "students" }

[columns]
region = { description = "of the host country or place; the country or place where such are chosen" }
---*/
select
    areas.region,
    abroad.students,
    abroad.placements
from areas_with_students($scheme, $regions, $countries) as areas
left join students_abroad_by_place_period as abroad on areas.place = abroad.place and abroad.period = $period
order by
    abroad.students desc nulls last,
    areas.region asc
