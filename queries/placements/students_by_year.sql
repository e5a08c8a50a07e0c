/*---
title    = "Students abroad by year"
question = "How many students went abroad in each academic year, and how many more or fewer than the year before?"
grain    = "one row per academic year"
chart    = { kind = "line", y = "students", events = true }
---*/
with counted as (
    select
        annual.academic_year,
        annual.is_complete,
        sum(annual.students) as students,
        sum(annual.placements) as placements,
        sum(annual.previous_students) as previous_students,
        -- of several areas only where each has both years or neither: a missing part is no change
        case
            when count(annual.change) = greatest(count(annual.students), count(annual.previous_students))
                then sum(annual.change)
        end as change
    from students_each_year() as annual
    inner join chosen_places($scheme, $regions, $countries) as chosen on annual.place = chosen.place
    where annual.has_placements
    group by all
)

select
    academic_year,
    students,
    placements,
    previous_students,
    change,
    change / previous_students as change_share,
    is_complete
from counted
order by academic_year
