/*---
title    = "Students abroad"
question = "Who went abroad?"
grain    = "one row per placement"
owner    = "Global Education Office"
person   = "person_key"

[dimensions]
place  = "host_country"
period = "year"
gender = { column = "gender", title = "Gender" }

[measures]
students    = { count = "person", title = "Students", description = "distinct students" }
median_days = { median = "duration_days", unit = "days", title = "Median stay" }

[[publish]]
by = ["place", "period"]

[[publish]]
by = ["gender"]
---*/
select person_key, host_country, year, gender, duration_days
from placements
union all
select max(person_key), any_value(host_country), max(year), any_value(gender), sum(duration_days)
from placements
-- expect metrics-aggregate at line 26
