/*---
title    = "Students abroad by region"
question = "How many different students went to each region in the chosen period?"
grain    = "one row per region with students"
owner    = "Global Education Office"
reviewed = 2026-11-28
reviewer = "Global Education Office"
reviewed_content = "226692c366dd"
excludes = ["inbound placements", "applications that did not lead abroad"]

[chart]
kind        = "bar"
x           = "region"
y           = "students"
orientation = "horizontal"

[columns]
region = { title = "Region", description = "of the host country or place; the country or place where such are chosen" }
---*/
select
    areas.area as region,
    abroad.students,
    abroad.placements
from areas_with_students($scheme, $regions, $countries) as areas
left join students_abroad_by_place_period as abroad on areas.place = abroad.place and abroad.period = $period
order by
    abroad.students desc nulls last,
    areas.area asc
