/*---
title        = "Periods"
question     = "Which years does each period cover?"
grain        = "one row per academic year with records, and one each for all, the last five and the last three complete years"
materialized = "table"

[columns]
period          = { title = "Period", description = "all, last_5, last_3, or the calendar year in which the academic year starts" }
kind            = { title = "Kind of period", description = "all, last_5, last_3 or year" }
title           = { title = "Period", description = "as printed" }
year            = { title = "Year", unit = "year", description = "of an academic year; empty for several" }
academic_year   = { title = "Academic year", description = "YYYY/YYYY; empty for several years" }
first_year      = { title = "First year", unit = "year" }
last_year       = { title = "Last year", unit = "year" }
first_day       = { title = "First day", unit = "date" }
last_day        = { title = "Last day", unit = "date" }
is_complete     = { title = "Complete", description = "the last academic year is over" }
has_placements  = { title = "In the placements" }
has_leadership  = { title = "In the leadership programs" }
has_diagnostics = { title = "In the diagnostics" }
---*/
with dated as (
    select
        academic_years.year,
        academic_years.academic_year,
        academic_years.first_day,
        academic_years.last_day,
        academic_years.last_day < settings.as_of as is_complete,
        academic_years.has_placements,
        academic_years.has_leadership,
        academic_years.has_diagnostics
    from academic_years
    cross join settings
    where academic_years.has_placements or academic_years.has_leadership or academic_years.has_diagnostics
),

newest as (
    select max(year) as last_year
    from dated
    where is_complete
),

spans as (
    select
        'all' as period,
        'All years' as title,
        (select min(year) from dated) as first_year,
        (select max(year) from dated) as last_year
    union all
    select
        'last_' || lengths.years as period,
        'Last ' || lengths.years || ' complete years' as title,
        newest.last_year - lengths.years + 1 as first_year,
        newest.last_year
    from newest
    cross join (values (5), (3)) as lengths (years)
    where newest.last_year is not null
)

select
    spans.period,
    spans.period as kind,
    spans.title,
    cast(null as integer) as year,
    cast(null as varchar) as academic_year,
    cast(spans.first_year as integer) as first_year,
    cast(spans.last_year as integer) as last_year,
    min(dated.first_day) as first_day,
    max(dated.last_day) as last_day,
    bool_and(dated.is_complete) as is_complete,
    bool_or(dated.has_placements) as has_placements,
    bool_or(dated.has_leadership) as has_leadership,
    bool_or(dated.has_diagnostics) as has_diagnostics
from spans
inner join dated on dated.year between spans.first_year and spans.last_year
group by all
union all
select
    cast(year as varchar) as period,
    'year' as kind,
    academic_year as title,
    year,
    academic_year,
    year as first_year,
    year as last_year,
    first_day,
    last_day,
    is_complete,
    has_placements,
    has_leadership,
    has_diagnostics
from dated
order by
    year,
    period
