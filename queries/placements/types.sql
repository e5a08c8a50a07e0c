/*---
title    = "What students do abroad"
question = "Which share of placements is study, work, research or service?"
grain    = "one row per kind of placement and academic year"
owner    = "Global Education Office"
reviewed = 2026-11-22
reviewer = "Global Education Office"
reviewed_content = "72eb0457586e"
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
by     = ["placement_type", "academic_year"]
open   = ["is_complete"]
shares = { share = ["academic_year"] }
totals = ["placements/students_by_year"]

[metric]
number      = 11
definition  = "Placements abroad of a kind (study, work, research, service and the rest), divided by all placements abroad of the academic year."
denominator = "placements abroad of the academic year, live or completed"
source      = "placements"
is_not      = "Not a share of students: one student can do two kinds. Hidden where fewer students than the threshold stand behind it."

[chart]
kind     = "stacked_bar"
x        = "academic_year"
y        = "share"
series   = "placement_type"
complete = "is_complete"
series_order = ["Study", "Work", "Research", "Service", "Other"]

[columns]
placement_type = { title = "Kind of placement", description = "teaching, conferences and the rest together as other" }
academic_year  = { title = "Academic year" }
students       = { title = "Students", unit = "people", description = "distinct students with a placement of the kind" }
placements     = { title = "Placements", unit = "placements" }
share          = { title = "Share", unit = "share", description = "among the placements of the year" }
is_complete    = { title = "Complete", description = "the academic year is over" }

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
        case
            when abroad.placement_type in ('study', 'work', 'research', 'service') then abroad.placement_type
            else 'other'
        end as kind,
        abroad.year,
        count(distinct abroad.person_key) + sum(abroad.participants - 1) as students,
        sum(abroad.participants) as placements
    from students_abroad as abroad
    inner join membership on abroad.host_country = membership.iso3
    where abroad.year between coalesce($year_from, 0) and coalesce($year_to, 9999)
    group by all
),

occurring as (
    select distinct kind
    from counted
),

filled as (
    select
        occurring.kind,
        periods.year,
        periods.academic_year,
        periods.is_complete,
        coalesce(counted.students, 0) as students,
        coalesce(counted.placements, 0) as placements
    from occurring
    cross join periods
    left join counted on occurring.kind = counted.kind and periods.year = counted.year
)

select
    upper(left(kind, 1)) || substr(kind, 2) as placement_type,
    academic_year,
    cast(students as bigint) as students,
    cast(placements as bigint) as placements,
    placements / nullif(sum(placements) over (partition by year), 0) as share,
    is_complete
from filled
order by
    list_position(['study', 'work', 'research', 'service', 'other'], kind) asc,
    year asc
