/*---
title    = "From home school to region"
question = "How many students of each home school went to which region in the chosen period?"
grain    = "one row per home school and region, or country or place where such are chosen"
chart    = { kind = "heatmap", x = "region", y = "students", series = "home_school" }
---*/
with schools as (
    select distinct home_school
    from students_abroad_by_place_period_home_school
)

select
    schools.home_school,
    areas.region,
    went.students,
    went.placements
from schools
cross join areas_with_students($scheme, $regions, $countries) as areas
left join students_abroad_by_place_period_home_school as went
    on schools.home_school = went.home_school and areas.place = went.place and went.period = $period
order by
    schools.home_school,
    areas.region
