/*---
title    = "Global-experience rate"
question = "Which share of a graduating class has been abroad?"
grain    = "one row per graduating class, named by its last academic year"
owner    = "Global Education Office"
reviewed = 2026-11-22
reviewer = "Global Education Office"
reviewed_content = "b2441ef5c62b"
excludes = ["placements that were not completed", "students without a graduating class", "classes whose size is not in the table of populations", "classes that began, four years earlier, before the first delivered academic year: their first placements are not known"]

[parameters]
scheme    = "VARCHAR"
regions   = "VARCHAR[]"
countries = "VARCHAR[]"
year_from = "INTEGER"
year_to   = "INTEGER"
as_of     = "DATE"

[disclosure]
people = ["students", "class_size"]
by     = ["academic_year"]
open   = ["class_of", "target", "is_complete"]
parts  = { students = "class_size" }
totals = []

[metric]
number      = 1
definition  = "Members of a graduating class with at least one completed outbound placement, of any kind and in any year, divided by the size of the class."
denominator = "size of the graduating class, from the table of populations"
source      = "placements; populations (graduating_class)"
is_not      = "Not the share of a year's students who are abroad. A member who went twice counts once. With a region chosen, the share of the class that has been to that region."

[card]
value    = "rate"
period   = "academic_year"
complete = "is_complete"
target   = "target"
base     = "class_size"
better   = "up"

[chart]
kind     = "line"
x        = "academic_year"
y        = "rate"
target   = "target"
complete = "is_complete"
events   = true

[columns]
academic_year = { title = "Academic year", description = "the class's last" }
class_of      = { title = "Class of", unit = "year" }
students      = { title = "Have been abroad", unit = "people", description = "members of the class with a completed outbound placement" }
class_size    = { title = "Size of the class", unit = "people" }
rate          = { title = "Global-experience rate", unit = "share", description = "members who have been abroad among the class" }
target        = { title = "Target", unit = "share" }
is_complete   = { title = "Complete", description = "the class has graduated" }

[[expect]]
none = "rate not between 0 and 1"
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

seen as (
    -- a class that began before the first delivered year is seen in part; it stands in only where no other has graduated
    select
        least(
            min(applications.year) + 4,
            max(applications.graduating_class) filter (
                where applications.graduating_class <= extract(year from $as_of)
            )
        ) as first_class
    from applications
    where applications.graduating_class is not null
),

classes as (
    select
        populations.year,
        academic_years.academic_year,
        populations.year + 1 as class_of,
        populations.people as class_size,
        academic_years.last_day < $as_of as is_complete
    from populations
    inner join academic_years on populations.year = academic_years.year
    inner join seen on populations.year + 1 >= seen.first_class
    where
        populations.population = 'graduating_class'
        and populations.student_level is null
        and populations.home_school is null
        and populations.equity_attribute is null
        and populations.year between coalesce($year_from, 0) and coalesce($year_to, 9999)
),

counted as (
    select
        applications.graduating_class as class_of,
        count(distinct applications.person_key) + sum(applications.participants - 1) as students
    from applications
    inner join membership on applications.host_country = membership.iso3
    where applications.is_completed and applications.graduating_class is not null
    group by all
),

goals as (
    select
        year,
        value
    from targets
    where
        metric_id = 'global_experience_rate'
        and scope = case
            when len($countries) > 0 or len($regions) > 1 then null
            when len($regions) = 1 then $scheme || '/' || $regions[1]
            else 'institution'
        end
)

select
    classes.academic_year,
    classes.class_of,
    cast(coalesce(counted.students, 0) as bigint) as students,
    classes.class_size,
    coalesce(counted.students, 0) / nullif(classes.class_size, 0) as rate,
    goals.value as target,
    classes.is_complete
from classes
left join counted on classes.class_of = counted.class_of
left join goals on classes.year = goals.year
order by classes.year
