/*---
title    = "Participation rate"
question = "How many undergraduates go abroad for credit in a year, for every bachelor's degree conferred?"
grain    = "one row per academic year whose degrees are in the table of populations"
owner    = "Global Education Office"
reviewed = 2026-11-22
reviewer = "Global Education Office"
reviewed_content = "e41db7336b9f"
excludes = ["inbound placements", "graduate students", "placements without credit, or for which credit is not recorded"]

[parameters]
scheme    = "VARCHAR"
regions   = "VARCHAR[]"
countries = "VARCHAR[]"
year_from = "INTEGER"
year_to   = "INTEGER"
as_of     = "DATE"

[disclosure]
people  = ["students"]
by      = ["academic_year"]
open    = ["bachelors_conferred", "enrolled", "target", "is_complete"]
totals  = []

[metric]
number      = 3
definition  = "Distinct undergraduates abroad for credit in an academic year, divided by the bachelor's degrees conferred in it, as Open Doors reports it. Beside it the same students divided by the undergraduates enrolled."
denominator = "bachelor's degrees conferred in the academic year; beside it undergraduates enrolled"
source      = "placements; populations (bachelors_conferred, enrolled_undergraduates)"
is_not      = "Not the share of a class that has been abroad: the students are of all years of study, the degrees of one. The denominator decides: the same students can be 5 % of those enrolled and 31 % of those graduating."

[card]
value    = "rate"
period   = "academic_year"
complete = "is_complete"
target   = "target"
base     = "bachelors_conferred"
better   = "up"

[chart]
kind     = "line"
x        = "academic_year"
y        = ["rate", "share_of_enrolled"]
target   = "target"
complete = "is_complete"
events   = true

[columns]
academic_year       = { title = "Academic year" }
students            = { title = "Undergraduates abroad for credit", unit = "people" }
bachelors_conferred = { title = "Bachelor's degrees", unit = "people", description = "conferred in the academic year" }
rate                = { title = "Among degrees conferred", unit = "share", description = "students abroad for credit divided by bachelor's degrees" }
enrolled            = { title = "Undergraduates enrolled", unit = "people" }
share_of_enrolled   = { title = "Among the enrolled", unit = "share", description = "the same students divided by undergraduates enrolled" }
target              = { title = "Target", unit = "share" }
is_complete         = { title = "Complete", description = "the academic year is over" }

[[expect]]
none = "rate not between 0 and 1 or share_of_enrolled not between 0 and 1"
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

bases as (
    select
        populations.year,
        max(populations.people) filter (where populations.population = 'bachelors_conferred') as bachelors_conferred,
        max(populations.people) filter (where populations.population = 'enrolled_undergraduates') as enrolled
    from populations
    where
        populations.population in ('bachelors_conferred', 'enrolled_undergraduates')
        and populations.student_level is null
        and populations.home_school is null
        and populations.equity_attribute is null
    group by all
),

periods as (
    select
        academic_years.year,
        academic_years.academic_year,
        academic_years.last_day < $as_of as is_complete,
        bases.bachelors_conferred,
        bases.enrolled
    from academic_years
    inner join bases on academic_years.year = bases.year
    where
        academic_years.has_placements
        and academic_years.year between coalesce($year_from, 0) and coalesce($year_to, 9999)
        -- an office that never records credit has no rate, rather than one of zero
        and exists (
            select placements.year
            from placements
            where placements.credit_bearing
        )
),

counted as (
    select
        abroad.year,
        count(distinct abroad.person_key) + sum(abroad.participants - 1) as students
    from students_abroad as abroad
    inner join membership on abroad.host_country = membership.iso3
    where
        abroad.is_undergraduate
        and abroad.credit_bearing
        and abroad.year between coalesce($year_from, 0) and coalesce($year_to, 9999)
    group by all
),

goals as (
    select
        year,
        value
    from targets
    where
        metric_id = 'participation_rate'
        and scope = case
            when len($countries) > 0 or len($regions) > 1 then null
            when len($regions) = 1 then $scheme || '/' || $regions[1]
            else 'institution'
        end
)

select
    periods.academic_year,
    cast(coalesce(counted.students, 0) as bigint) as students,
    periods.bachelors_conferred,
    coalesce(counted.students, 0) / nullif(periods.bachelors_conferred, 0) as rate,
    periods.enrolled,
    coalesce(counted.students, 0) / nullif(periods.enrolled, 0) as share_of_enrolled,
    goals.value as target,
    periods.is_complete
from periods
left join counted on periods.year = counted.year
left join goals on periods.year = goals.year
order by periods.year
