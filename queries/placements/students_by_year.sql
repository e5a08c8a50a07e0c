/*---
title    = "Students abroad by year"
question = "How many students went abroad in each academic year, and how many more or fewer than the year before?"
grain    = "one row per academic year"
owner    = "Global Education Office"
reviewed = 2026-11-22
reviewer = "Global Education Office"
reviewed_content = "000000000000"
excludes = ["inbound placements", "applications that did not lead abroad"]

[chart]
kind     = "line"
x        = "academic_year"
y        = "students"
complete = "is_complete"
events   = true

[columns]
previous_students = { title = "Year before", measure = "students" }
change            = { title = "Change", unit = "people", description = "against the year before; empty for an incomplete year" }
change_share      = { title = "Change, %", unit = "share" }
---*/
with counted as (
    select
        periods.year,
        periods.academic_year,
        periods.is_complete,
        sum(abroad.students) as students,
        sum(abroad.placements) as placements
    from periods
    cross join chosen_places($scheme, $regions, $countries) as chosen
    left join students_abroad_by_place_period as abroad
        on periods.period = abroad.period and chosen.place = abroad.place
    where periods.kind = 'year' and periods.has_placements
    group by all
),

compared as (
    select
        *,
        lag(students) over (order by year) as previous_students
    from counted
)

select
    academic_year,
    students,
    placements,
    previous_students,
    case when is_complete then students - previous_students end as change,
    case when is_complete then (students - previous_students) / previous_students end as change_share,
    is_complete
from compared
order by year
