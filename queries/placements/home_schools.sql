/*---
title    = "Home schools: students in the year, and change"
question = "Which home school sends most students abroad, in the chosen year or in the last complete one, and which grew most?"
grain    = "one row per home school, the one with the most students first"
chart    = { kind = "bar", y = "students" }

[columns]
previous_students = { title = "Year before", measure = "students" }
change            = { title = "Change", unit = "people", description = "against the year before; missing where either year has too few students to be published" }
change_share      = { title = "Change, %", unit = "share", unbounded = true }
---*/
with compared as (
    select max(year) as year
    from periods
    where kind = 'year' and has_placements and is_complete and year = coalesce(try_cast($period as integer), year)
),

by_place as (
    select
        went.home_school,
        chosen.place,
        max(went.students) filter (where periods.year = compared.year) as students,
        max(went.placements) filter (where periods.year = compared.year) as placements,
        max(went.students) filter (where periods.year = compared.year - 1) as previous_students
    from chosen_places($scheme, $regions, $countries) as chosen
    inner join students_abroad_by_place_period_home_school as went on chosen.place = went.place
    inner join periods on went.period = periods.period
    cross join compared
    group by all
),

by_school as (
    select
        home_school,
        sum(students) as students,
        sum(placements) as placements,
        sum(previous_students) as previous_students,
        -- of several areas only where each has both years or neither: a missing part is no change
        case
            when count(students + previous_students) = greatest(count(students), count(previous_students))
                then sum(students - previous_students)
        end as change
    from by_place
    group by home_school
)

select
    by_school.home_school,
    periods.academic_year,
    by_school.students,
    by_school.placements,
    by_school.previous_students,
    by_school.change,
    by_school.change / by_school.previous_students as change_share
from by_school
cross join compared
inner join periods on compared.year = periods.year
where by_school.students is not null or by_school.previous_students is not null
order by
    by_school.students desc nulls last,
    by_school.home_school asc
