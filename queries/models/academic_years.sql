/*---
title        = "Academic years"
question     = "When does each academic year begin and end?"
grain        = "one row per academic year, without gaps, over everything that the data speaks of"
materialized = "table"
no_people    = "says which years occur, never who or how many went"

[columns]
year            = { title = "Year", unit = "year", description = "calendar year in which the academic year starts" }
academic_year   = { title = "Academic year", description = "YYYY/YYYY" }
first_day       = { title = "First day", unit = "date", description = "from [academic_year] starts in engagement.toml" }
last_day        = { title = "Last day", unit = "date", description = "the day before the next academic year" }
has_placements  = { title = "In the placements", description = "at least one placement or application of this academic year was delivered, in any direction; a year without is a gap, not a zero" }
has_leadership  = { title = "In the leadership programs", description = "at least one enrollment of this academic year was delivered; a year without is a gap, not a zero" }
has_diagnostics = { title = "In the diagnostics", description = "at least one score before a program was given in this academic year" }
---*/
with placed as (
    select distinct year
    from placements
),

led as (
    select distinct year
    from leadership_enrollments
),

scored as (
    select distinct
        extract(year from leadership_diagnostics.administered_date)
        - case
            when strftime(leadership_diagnostics.administered_date, '%m-%d') < settings.year_starts then 1
            else 0
        end as year
    from leadership_diagnostics
    cross join settings
    where leadership_diagnostics.wave = 'pre' and leadership_diagnostics.administered_date is not null
),

seen as (
    select year from placed
    union
    select year from led
    union
    select year from scored
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
    placed.year is not null as has_placements,
    led.year is not null as has_leadership,
    scored.year is not null as has_diagnostics
from dated
left join placed on dated.year = placed.year
left join led on dated.year = led.year
left join scored on dated.year = scored.year
order by dated.year
