/*---
title    = "Demand met"
question = "Of the students who asked to go abroad, how many have a place?"
grain    = "one row per academic year"
owner    = "Global Education Office"
reviewed = 2026-11-22
reviewer = "Global Education Office"
reviewed_content = "f7688fd2dd4d"
excludes = ["inbound placements", "exports that hold no unsuccessful application: they say nothing of demand"]

[parameters]
scheme    = "VARCHAR"
regions   = "VARCHAR[]"
countries = "VARCHAR[]"
year_from = "INTEGER"
year_to   = "INTEGER"
as_of     = "DATE"

[disclosure]
people = ["met", "applicants"]
by     = ["academic_year"]
open   = ["target", "is_complete"]
parts  = { met = "applicants" }
totals = []

[metric]
number      = 2
definition  = "Distinct students with an accepted offer or more (nominated, live or completed) in an academic year, divided by the distinct students who applied for it."
denominator = "distinct applicants of the academic year"
source      = "placements, outbound, every state of the application"
is_not      = "Not a share of applications: whoever applies three times and goes once counts once, as met. A cancelled placement is not met. Students who never applied are not seen."

[card]
value    = "rate"
period   = "academic_year"
complete = "is_complete"
target   = "target"
base     = "applicants"
better   = "up"

[chart]
kind     = "line"
x        = "academic_year"
y        = "rate"
target   = "target"
complete = "is_complete"
events   = true

[columns]
academic_year = { title = "Academic year" }
met           = { title = "With a place", unit = "people", description = "distinct applicants nominated, live or completed" }
applicants    = { title = "Applicants", unit = "people", description = "distinct students who applied to go abroad" }
rate          = { title = "Demand met", unit = "share", description = "students with a place among applicants" }
target        = { title = "Target", unit = "share" }
is_complete   = { title = "Complete", description = "the academic year is over" }

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
        applications.year,
        count(distinct applications.person_key) + sum(applications.participants - 1) as applicants,
        count(distinct applications.person_key) filter (where applications.is_met)
        + coalesce(sum(applications.participants - 1) filter (where applications.is_met), 0) as met
    from applications
    inner join membership on applications.host_country = membership.iso3
    where applications.year between coalesce($year_from, 0) and coalesce($year_to, 9999)
    group by all
),

goals as (
    select
        year,
        value
    from targets
    where
        metric_id = 'demand_met'
        and scope = case
            when len($countries) > 0 or len($regions) > 1 then null
            when len($regions) = 1 then $scheme || '/' || $regions[1]
            else 'institution'
        end
)

select
    periods.academic_year,
    cast(coalesce(counted.met, 0) as bigint) as met,
    cast(coalesce(counted.applicants, 0) as bigint) as applicants,
    counted.met / nullif(counted.applicants, 0) as rate,
    goals.value as target,
    periods.is_complete
from periods
left join counted on periods.year = counted.year
left join goals on periods.year = goals.year
-- an export of placements only, without an application that came to nothing, says nothing of demand
where
    exists (
        select applications.year
        from applications
        where not applications.is_met
    )
order by periods.year
