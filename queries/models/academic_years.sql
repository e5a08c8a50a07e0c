/*---
title        = "Academic years"
question     = "When does each academic year begin and end?"
grain        = "one row per academic year, without gaps, over everything that the data speaks of"
owner        = "Global Education Office"
reviewed     = 2026-11-01
materialized = "table"

[columns]
year          = { title = "Year", unit = "year", description = "calendar year in which the academic year starts" }
academic_year = { title = "Academic year", description = "YYYY/YYYY" }
first_day     = { title = "First day", unit = "date", description = "from [academic_year] starts in engagement.toml" }
last_day      = { title = "Last day", unit = "date", description = "the day before the next academic year" }
---*/
with seen as (
    select year from placements
    union
    select year from leadership_enrollments
    union
    select year from populations
    union
    select year from targets
    union
    select extract(year from start_date) as year from partnerships
    union
    select extract(year from date) as year from summits
),

bounds as (
    select
        cast(min(year) - 1 as integer) as first_year,
        cast(max(year) + 1 as integer) as last_year
    from seen
),

years as (
    select unnest(generate_series(first_year, last_year)) as year
    from bounds
),

dated as (
    select
        years.year,
        cast(years.year || '-' || settings.year_starts as date) as first_day,
        cast((years.year + 1) || '-' || settings.year_starts as date) as next_first_day
    from years
    cross join ledger.settings as settings
)

select
    cast(year as integer) as year,
    year || '/' || (year + 1) as academic_year,
    first_day,
    cast(next_first_day - interval 1 day as date) as last_day
from dated
order by year
