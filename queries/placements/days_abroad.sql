/*---
title    = "Days abroad"
question = "How many days does a placement last, in the middle and on average?"
grain    = "one row per academic year; per region or country and year where such are chosen"
chart    = { kind = "line", x = "academic_year", y = ["median_days", "mean_days"], series = "area" }
---*/
select
    area,
    academic_year,
    students,
    known_share,
    median_days,
    mean_days,
    is_complete
from stay_lengths($scheme, $regions, $countries)
where kind = 'year' and has_placements
order by
    area,
    year
