/*---
# Everything here is for readers: the library, pages, downloads and the command line print it.
title    = "{title}"
question = "How many people began each leadership program?"  # as a reader asks it
grain    = "one row per program"
owner    = "{owner}"

# A page shows it among its other questions once the next two lines have lost their #.
# page  = "leadership"
# order = 50

[parameters]               # each $name in the SQL; these five are the pages' filters and get their values by themselves
scheme    = "VARCHAR"
regions   = "VARCHAR[]"
countries = "VARCHAR[]"
year_from = "INTEGER"
year_to   = "INTEGER"

[disclosure]               # rows of participations are people, so small counts are hidden (docs/privacy.md)
people = ["enrolled"]      # the column that counts distinct people
by     = ["program_name"]  # the columns that name a row
totals = ["leadership/funnel"]  # where readers see the total of these rows; [] for nowhere

[chart]
kind        = "bar"
x           = "program_name"
y           = "enrolled"
orientation = "horizontal"

[columns]                  # the columns of the last select, in their order
program_name = { title = "Program" }
enrolled     = { title = "Enrolled", unit = "people", description = "distinct people who began" }

[[expect]]                 # what must hold whatever else changes; the check and the tests try it
none = "enrolled < 0"
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
    participations.program_name,
    count(distinct participations.person_key) filter (where participations.is_enrolled) as enrolled
from participations
inner join membership on participations.place_iso3 = membership.iso3
where participations.year between coalesce($year_from, 0) and coalesce($year_to, 9999)
group by participations.program_name
order by
    enrolled desc,
    participations.program_name asc
