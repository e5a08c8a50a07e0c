/*---
title    = "Table: rows to be read one by one"
question = "Which agreements end next?"
grain    = "one row per agreement"
owner    = "An example with invented numbers"

[chart]
kind = "table"

[columns]
partner  = { title = "Partner" }
end_date = { title = "End", unit = "date" }
places   = { title = "Places a year", unit = "placements" }
---*/
with invented (partner, end_date, places) as (
    values
    ('Universidad de Chile', '2027-02-28', 4),
    ('University of Nairobi', '2027-07-31', 6),
    ('Tsinghua University', '2028-12-31', 10)
)

select
    partner,
    cast(end_date as date) as end_date,
    places
from invented
order by end_date
