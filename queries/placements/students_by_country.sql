/*---
title    = "Students abroad by country or place"
question = "Which countries and places did students go to in the chosen period?"
grain    = "one row per country or place with enough students to be published"
chart    = { kind = "map", y = "students" }
---*/
select
    chosen.region,
    chosen.iso3,
    chosen.place,
    abroad.students,
    abroad.placements
from chosen_countries($scheme, $regions, $countries) as chosen
inner join students_abroad_by_place_period as abroad on chosen.iso3 = abroad.place
where abroad.period = $period
order by
    abroad.students desc,
    chosen.place asc
