/*---
# Everything here is for readers: the library, pages, downloads and the command line print it.
title    = "{title}"
question = "How many agreements are active in each region?"  # as a reader asks it
grain    = "one row per region"
owner    = "{owner}"

# A page shows it among its other questions once the next two lines have lost their #.
# page  = "partnerships"
# order = 50

[parameters]               # each $name in the SQL; these four are the pages' filters and get their values by themselves
scheme    = "VARCHAR"
regions   = "VARCHAR[]"
countries = "VARCHAR[]"
as_of     = "DATE"         # the day that the answer is for, in place of current_date

[chart]
kind        = "bar"
x           = "region"
y           = "active"
orientation = "horizontal"

[columns]                  # the columns of the last select, in their order
region     = { title = "Region", description = "region of the partner" }
active     = { title = "Active agreements", unit = "agreements" }
agreements = { title = "Agreements", unit = "agreements", description = "in the register, in any state" }

[[expect]]                 # what must hold whatever else changes; the check and the tests try it
none = "active > agreements"
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
    count(*) filter (where $as_of between agreements.active_from and agreements.active_until) as active,
    count(*) as agreements
from agreements
inner join membership on agreements.place_iso3 = membership.iso3
group by membership.region
order by
    active desc,
    membership.region asc
