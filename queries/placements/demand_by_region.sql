/*---
title    = "Demand met by region"
question = "Of the students who asked to go to a region, how many have a place there?"
grain    = "one row per region with an application"
owner    = "Global Education Office"
reviewed = 2026-11-22
reviewer = "Global Education Office"
reviewed_content = "5f34b412630f"
excludes = ["inbound placements", "the running academic year"]

[parameters]
scheme    = "VARCHAR"
regions   = "VARCHAR[]"
countries = "VARCHAR[]"
year_from = "INTEGER"
year_to   = "INTEGER"
as_of     = "DATE"

[disclosure]
people = ["met", "applicants"]
by     = ["region"]
parts  = { met = "applicants" }
totals = []

[chart]
kind        = "bar"
x           = "region"
y           = "rate"
orientation = "horizontal"

[columns]
region     = { title = "Region", description = "region of the country or place applied for" }
met        = { title = "With a place", unit = "people", description = "distinct applicants nominated, live or completed" }
applicants = { title = "Applicants", unit = "people", description = "distinct students who applied in complete academic years" }
rate       = { title = "Demand met", unit = "share", description = "students with a place among applicants" }

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

counted as (
    select
        membership.region,
        count(distinct applications.person_key) + sum(applications.participants - 1) as applicants,
        count(distinct applications.person_key) filter (where applications.is_met)
        + coalesce(sum(applications.participants - 1) filter (where applications.is_met), 0) as met
    from applications
    inner join membership on applications.host_country = membership.iso3
    inner join academic_years on applications.year = academic_years.year
    where
        academic_years.last_day < $as_of
        and applications.year between coalesce($year_from, 0) and coalesce($year_to, 9999)
    group by all
)

select
    region,
    cast(met as bigint) as met,
    cast(applicants as bigint) as applicants,
    met / nullif(applicants, 0) as rate
from counted
where
    exists (
        select applications.year
        from applications
        where not applications.is_met
    )
order by
    applicants desc,
    region asc
