/*---
title    = "Graduates who have been abroad"
question = "Which members of a graduating class have been abroad, and where?"
grain    = "one row per completed outbound placement of a member of a graduating class"
excludes = ["inbound placements", "placements that were not completed", "students without a graduating class"]
person   = "person_key"
people   = "participants"

[dimensions]
place  = "host_country"
period = { column = "last_year", title = "Last academic year of the class" }

[measures]
graduates_abroad = { count = "person", title = "Have been abroad", description = "members of the class with a completed outbound placement" }

[[publish]]
by = ["place", "period"]
---*/
select
    person_key,
    participants,
    host_country,
    graduating_class - 1 as last_year
from applications
where is_completed and graduating_class is not null
