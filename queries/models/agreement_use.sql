/*---
title        = "Years in which an agreement was used"
question     = "In which academic years did anybody stay anywhere under an agreement?"
grain        = "one row per agreement, direction and academic year with a stay"
owner        = "Global Education Office"
reviewed     = 2026-11-01
materialized = "view"
no_people    = "says that an agreement was used in a year, never by whom or how many"

[columns]
agreement_id = { title = "Agreement" }
direction    = { title = "Direction" }
year         = { title = "Year", unit = "year", description = "calendar year in which the academic year starts" }
---*/
select distinct
    agreement_id,
    direction,
    year
from stays
where agreement_id is not null
