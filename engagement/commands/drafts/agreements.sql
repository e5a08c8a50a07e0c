/*---
# Everything here is for readers: the library, pages, downloads and the command line print it.
title    = "{title}"
question = "How many agreements are active in each region?"  # as a reader asks it
grain    = "one row per region"

# A page shows it among its other questions once the next two lines have lost their #.
# page  = "partnerships"
# order = 50

[chart]
kind = "bar"
y    = "active"

[columns]                  # only what is new: other titles and units come from the tables that are read
active     = { title = "Active agreements", unit = "agreements" }
agreements = { title = "Agreements", unit = "agreements", description = "in the register, in any state" }

[[expect]]                 # what must hold whatever else changes; the check and the tests try it
none = "active > agreements"
---*/
-- python -m engagement queries --tables lists what there is to read. $names are the pages' filters.
select
    register.region,
    count(*) filter (where $as_of between register.active_from and register.active_until) as active,
    count(*) as agreements
from agreements_in($scheme, $regions, $countries) as register
group by register.region
order by
    active desc,
    register.region asc
