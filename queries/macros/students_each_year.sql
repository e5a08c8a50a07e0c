/*---
title     = "Students abroad each year, and the change"
question  = "How many students went to each published place in each year, and how many more or fewer than the year before?"
grain     = "one row per place of the published tables (world, region, country) and academic year with records"
arguments = []
returns   = "table"

[columns]
place             = { title = "Place's key", description = "in published tables" }
previous_students = { title = "Year before", unit = "people" }
change            = { title = "Change", unit = "people", description = "against the year before; missing for an incomplete year, and where either year has fewer students than are published" }
change_share      = { title = "Change, %", unit = "share", unbounded = true, description = "change among the students of the year before" }
---*/
with lattice as (
    select 'world' as place
    union all
    select distinct scheme || ':' || region
    from region_membership
    union all
    select iso3
    from places
),

counted as (
    select
        lattice.place,
        periods.year,
        periods.academic_year,
        periods.is_complete,
        periods.has_placements,
        abroad.students,
        abroad.placements,
        max(abroad.students) over (
            partition by lattice.place order by periods.year range between 1 preceding and 1 preceding
        ) as previous_students
    from lattice
    cross join periods
    left join students_abroad_by_place_period as abroad
        on lattice.place = abroad.place and periods.period = abroad.period
    where periods.kind = 'year'
)

select
    *,
    case when is_complete then students - previous_students end as change,
    change / previous_students as change_share
from counted
