/*---
title    = "Students abroad"
question = "Who went abroad, where to, when, and for what?"
grain    = "one row per outbound placement that is live or completed"
excludes = ["inbound placements", "applications that did not lead abroad"]
person   = "person_key"
people   = "participants"

[dimensions]
place          = "host_country"
period         = "year"
placement_type = { column = "placement_type", title = "Type of placement" }
duration_band  = { column = "duration_band", title = "Duration" }
home_school    = { column = "home_school", title = "Home school" }

[measures]
students      = { count = "person", title = "Students", description = "distinct students with a placement abroad, live or completed" }
placements    = { count = "rows", title = "Placements" }
for_credit    = { count = "person", where = "is_undergraduate and credit_bearing", title = "Undergraduates abroad for credit" }
known_days    = { count = "rows", where = "duration_days is not null", title = "Placements of known duration" }
median_days   = { median = "duration_days", unit = "days", title = "Median stay", description = "half of the placements last at most so long" }
mean_days     = { mean = "duration_days", unit = "days", title = "Mean stay", description = "days of all placements divided by placements" }

[[publish]]
by = ["place", "period"]

[[publish]]
by = ["place", "period", "placement_type"]

[[publish]]
by = ["place", "period", "duration_band"]

[[publish]]
by = ["place", "period", "home_school"]
---*/
select
    person_key,
    participants,
    host_country,
    year,
    case
        when placement_type in ('study', 'work', 'research', 'service') then placement_type
        else 'other'
    end as placement_type,
    coalesce(duration_band, 'unknown') as duration_band,
    coalesce(home_school, 'Not recorded') as home_school,
    is_undergraduate,
    credit_bearing,
    duration_days
from applications
where is_abroad
