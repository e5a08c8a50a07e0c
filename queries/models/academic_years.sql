/*---
title        = "Academic years"
question     = "When does each academic year begin and end?"
grain        = "one row per academic year, without gaps, over everything that the data speaks of"
owner        = "Global Education Office"
reviewed     = 2026-11-01
materialized = "table"
no_people    = "says which years occur, never who or how many went"

[columns]
year            = { title = "Year", unit = "year", description = "calendar year in which the academic year starts" }
academic_year   = { title = "Academic year", description = "YYYY/YYYY" }
first_day       = { title = "First day", unit = "date", description = "from [academic_year] starts in engagement.toml" }
last_day        = { title = "Last day", unit = "date", description = "the day before the next academic year" }
has_placements  = { title = "In the placements", description = "between the first and the last academic year with a placement or application" }
has_leadership  = { title = "In the leadership programs", description = "between the first and the last academic year with an enrollment" }
has_diagnostics = { title = "In the diagnostics", description = "between the first and the last day with a score before a program" }
---*/
with placed as (
    select
        min(year) as first_year,
        max(year) as last_year
    from placements
),

led as (
    select
        min(year) as first_year,
        max(year) as last_year
    from leadership_enrollments
),

scored as (
    select
        min(administered_date) as first_on,
        max(administered_date) as last_on
    from leadership_diagnostics
    where wave = 'pre'
),

seen as (
    select first_year as year from placed
    union
    select last_year as year from placed
    union
    select first_year as year from led
    union
    select last_year as year from led
    union
    select extract(year from first_on) as year from scored
    union
    select extract(year from last_on) as year from scored
    union
    select year from populations
    union
    select year from targets
    union
    select extract(year from start_date) as year from partnerships
    union
    select extract(year from date) as year from summits
),

years as (
    select unnest(generate_series(cast(min(year) - 1 as integer), cast(max(year) + 1 as integer))) as year
    from seen
),

dated as (
    select
        cast(years.year as integer) as year,
        cast(years.year || '-' || settings.year_starts as date) as first_day,
        cast((years.year + 1) || '-' || settings.year_starts as date) as next_first_day
    from years
    cross join settings
)

select
    dated.year,
    dated.year || '/' || (dated.year + 1) as academic_year,
    dated.first_day,
    cast(dated.next_first_day - interval 1 day as date) as last_day,
    coalesce(dated.year between placed.first_year and placed.last_year, false) as has_placements,
    coalesce(dated.year between led.first_year and led.last_year, false) as has_leadership,
    coalesce(scored.first_on < dated.next_first_day and scored.last_on >= dated.first_day, false) as has_diagnostics
from dated
cross join placed
cross join led
cross join scored
order by dated.year
