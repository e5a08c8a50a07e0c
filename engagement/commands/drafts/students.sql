/*---
# Everything here is for readers: the library, pages, downloads and the command line print it.
title    = "{title}"
question = "How many students went to each region, and how long did they stay?"  # as a reader asks it
grain    = "one row per region"
owner    = "{owner}"
excludes = ["inbound placements", "applications that did not lead abroad"]

# A page shows it among its other questions once the next two lines have lost their #.
# page  = "placements"
# order = 50

[parameters]               # each $name in the SQL; these five are the pages' filters and get their values by themselves
scheme    = "VARCHAR"
regions   = "VARCHAR[]"
countries = "VARCHAR[]"
year_from = "INTEGER"
year_to   = "INTEGER"

[disclosure]               # rows of students_abroad are people, so small counts are hidden (docs/privacy.md)
people = ["students"]      # the column that counts distinct people
by     = ["region"]        # the columns that name a row
totals = ["placements/students"]  # where readers see the total of these rows; [] for nowhere

[chart]
kind        = "bar"
x           = "region"
y           = "students"
orientation = "horizontal"

[columns]                  # the columns of the last select, in their order
region      = { title = "Region", description = "region of the host country or place" }
students    = { title = "Students", unit = "people", description = "distinct students; whoever went to two regions counts in both" }
median_days = { title = "Median stay", unit = "days" }

[[expect]]                 # what must hold whatever else changes; the check and the tests try it
none = "median_days < 0"
---*/
-- python -m engagement queries --tables lists what there is to read.
with membership as (
    select
        iso3,
        region
    from region_membership
    where
        scheme = $scheme
        and (len($regions) = 0 or list_contains($regions, region))
        and (len($countries) = 0 or list_contains($countries, iso3))
)

select
    membership.region,
    cast(count(distinct abroad.person_key) + sum(abroad.participants - 1) as bigint) as students,
    median(abroad.duration_days) as median_days
from students_abroad as abroad
inner join membership on abroad.host_country = membership.iso3
where abroad.year between coalesce($year_from, 0) and coalesce($year_to, 9999)
group by membership.region
order by
    students desc,
    membership.region asc
