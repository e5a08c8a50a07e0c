/*---
title    = "Students since the last summit"
question = "How many students went to the region in the academic year before its last summit, and in the last complete one?"
grain    = "one row; none where the region had no summit before, or no complete year since"
ignores  = { period = "the last complete year before the summit, and the last one" }

[parameters]
summit_date = { type = "DATE", title = "Day of the summit; without one, the as-of date" }

[columns]
last_summit   = { title = "Last summit" }
summit_day    = { title = "Day of the last summit", unit = "date" }
year_then     = { title = "Academic year then" }
students_then = { title = "Students then", measure = "students" }
---*/
with last_summits as (
    select * from last_summit($as_of, $summit_date, $scheme, $regions, $countries)
),

compared as (
    select
        last_summits.*,
        max(years.year) filter (where years.last_day < last_summits.date) as then_year,
        max(years.year) as now_year
    from last_summits
    cross join students_in($scheme, $regions, $countries) as years
    where years.kind = 'year' and years.is_complete and years.has_placements
    group by all
)

select
    compared.name as last_summit,
    compared.date as summit_day,
    earlier.academic_year as year_then,
    earlier.students as students_then,
    latest.academic_year,
    latest.students
from compared
inner join students_in($scheme, $regions, $countries) as earlier
    on compared.then_year = earlier.year and earlier.kind = 'year'
inner join students_in($scheme, $regions, $countries) as latest
    on compared.now_year = latest.year and latest.kind = 'year'
where compared.then_year < compared.now_year
