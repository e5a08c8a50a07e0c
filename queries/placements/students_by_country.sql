/*---
title    = "Students abroad by country or place"
question = "Which countries and places did students go to in the chosen period?"
grain    = "one row per country or place with enough students to be published"
owner    = "Global Education Office"
reviewed = 2026-11-28
reviewer = "Global Education Office"
reviewed_content = "069c34da4782"
excludes = ["inbound placements", "applications that did not lead abroad"]

[chart]
kind  = "map"
iso3  = "iso3"
y     = "students"
label = "place"

[columns]
region = { title = "Region" }
place  = { title = "Country or place" }
---*/
select
    chosen.region,
    chosen.place as iso3,
    chosen.name as place,
    abroad.students,
    abroad.placements
from chosen_countries($scheme, $regions, $countries) as chosen
inner join students_abroad_by_place_period as abroad on chosen.place = abroad.place
where abroad.period = $period
order by
    abroad.students desc,
    chosen.name asc
