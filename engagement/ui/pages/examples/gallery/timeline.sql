/*---
title    = "Timeline: from when until when"
question = "How long do these agreements run?"
grain    = "one row per agreement"
owner    = "An example with invented numbers"

[chart]
kind   = "timeline"
label  = "partner"
start  = "start_date"
end    = "end_date"
series = "kind"

[columns]
partner    = { title = "Partner" }
kind       = { title = "Kind" }
start_date = { title = "Start", unit = "date" }
end_date   = { title = "End", unit = "date" }
---*/
with invented (partner, kind, start_date, end_date) as (
    values
    ('University of Nairobi', 'Exchange', '2023-08-01', '2027-07-31'),
    ('Tsinghua University', 'Research', '2024-01-01', '2028-12-31'),
    ('Universidad de Chile', 'Exchange', '2022-03-01', '2027-02-28'),
    ('ETH Zurich', 'Research', '2025-09-01', '2029-08-31')
)

select
    partner,
    kind,
    cast(start_date as date) as start_date,
    cast(end_date as date) as end_date
from invented
order by end_date, partner
