/*---
title     = "The same day of earlier years"
question  = "On which days is the register looked at, to see how it has moved?"
grain     = "one row per year: the day and the same day of ten earlier years, from the first agreement on"
arguments = ["on_day"]
returns   = "table"

[columns]
day = { title = "Day", unit = "date" }
---*/
select cast(on_day - back.years * interval 1 year as date) as day
from generate_series(0, 10) as back (years)
where
    cast(on_day - back.years * interval 1 year as date)
    >= (select min(coalesce(agreements.start_date, on_day)) from agreements)
