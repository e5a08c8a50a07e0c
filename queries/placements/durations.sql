/*---
title    = "How long students stay"
question = "Which share of placements lasts how long?"
grain    = "one row per band of duration and academic year"
owner    = "Global Education Office"
reviewed = 2026-11-22
reviewer = "Global Education Office"
reviewed_content = "8ad86eafdead"
excludes = ["inbound placements", "applications that did not lead abroad"]

[parameters]
scheme    = "VARCHAR"
regions   = "VARCHAR[]"
countries = "VARCHAR[]"
year_from = "INTEGER"
year_to   = "INTEGER"
as_of     = "DATE"

[disclosure]
people = ["students"]
by     = ["band", "academic_year"]
open   = ["is_complete"]
shares = { share = ["academic_year"] }
totals = ["placements/students_by_year"]

[metric]
number      = 12
definition  = "Placements abroad in a band of duration (the bands of Open Doors), divided by all placements abroad of the academic year. Beside it the median and the mean of days."
denominator = "placements abroad of the academic year; those of unknown duration are a band of their own"
source      = "placements: dates, or the days delivered"
is_not      = "Not a count of nights or of credits. The first and the last day both count."

[chart]
kind     = "stacked_bar"
x        = "academic_year"
y        = "share"
series   = "band"
complete = "is_complete"

[columns]
band          = { title = "Duration" }
academic_year = { title = "Academic year" }
students      = { title = "Students", unit = "people", description = "distinct students with a placement of the band" }
placements    = { title = "Placements", unit = "placements" }
share         = { title = "Share", unit = "share", description = "among the placements of the year" }
is_complete   = { title = "Complete", description = "the academic year is over" }

[[expect]]
none = "share not between 0 and 1"
---*/
with membership as (
    select
        iso3,
        region
    from region_membership
    where
        scheme = $scheme
        and (len($regions) = 0 or list_contains($regions, region))
        and (len($countries) = 0 or list_contains($countries, iso3))
),

periods as (
    select
        year,
        academic_year,
        last_day < $as_of as is_complete
    from academic_years
    where
        has_placements
        and year between coalesce($year_from, 0) and coalesce($year_to, 9999)
),

counted as (
    select
        coalesce(abroad.duration_band, 'unknown') as duration_band,
        abroad.year,
        count(distinct abroad.person_key) + sum(abroad.participants - 1) as students,
        sum(abroad.participants) as placements
    from students_abroad as abroad
    inner join membership on abroad.host_country = membership.iso3
    where abroad.year between coalesce($year_from, 0) and coalesce($year_to, 9999)
    group by all
),

bands as (
    select
        bands.place,
        bands.duration_band,
        bands.band
    from (
        values
        (1, 'under_2_weeks', 'Under 2 weeks'),
        (2, '2_to_8_weeks', '2 to 8 weeks'),
        (3, 'summer_over_8_weeks', 'Summer, over 8 weeks'),
        (4, 'semester', 'Semester'),
        (5, 'academic_year', 'Academic year'),
        (6, 'unknown', 'Not known')
    ) as bands (place, duration_band, band)
    where bands.duration_band in (select counted.duration_band from counted)
),

filled as (
    select
        bands.place,
        bands.band,
        periods.year,
        periods.academic_year,
        periods.is_complete,
        coalesce(counted.students, 0) as students,
        coalesce(counted.placements, 0) as placements
    from bands
    cross join periods
    left join counted on bands.duration_band = counted.duration_band and periods.year = counted.year
)

select
    band,
    academic_year,
    cast(students as bigint) as students,
    cast(placements as bigint) as placements,
    placements / nullif(sum(placements) over (partition by year), 0) as share,
    is_complete
from filled
order by
    place,
    year
