/*---
title     = "Targets of a metric by day"
question  = "Which target is set for the academic year that holds a day?"
grain     = "one row per day and the same day of earlier years with a target"
arguments = ["metric", "on_day", "in_scheme", "in_regions", "in_countries"]
returns   = "table"

[columns]
target      = { title = "Target", unit = "agreements" }
target_year = { title = "Target for", description = "the academic year that holds the day" }
---*/
select
    days.day,
    goals.target,
    years.academic_year as target_year
from days_back(on_day) as days
inner join academic_years as years on days.day between years.first_day and years.last_day
inner join targets_for(metric, in_scheme, in_regions, in_countries) as goals on years.year = goals.year
