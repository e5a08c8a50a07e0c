/*---
# What is counted, of whom, by what, and which tables of it are published. The SQL below picks rows of people and never
# counts: counting, rounding and leaving out the few happens behind it (docs/privacy.md).
title    = "{title}"
question = "Who went abroad, and from which school?"
grain    = "one row per outbound placement that is live or completed"
excludes = ["inbound placements", "applications that did not lead abroad"]
person   = "person_key"    # the column that tells people apart
people   = "participants"  # how many people a row stands for; leave it out where that is always one

[dimensions]               # what people are counted by; place and period roll up to regions and spans of years
place  = "host_country"
period = "year"
school = { column = "home_school", title = "Home school" }

[measures]                 # the first counts people, and decides which cells are published
students    = { count = "person", title = "Students" }
placements  = { count = "rows", title = "Placements" }
median_days = { median = "duration_days", unit = "days", title = "Median stay" }

[[publish]]                # one table for each: {name}_by_period_school
by = ["period", "school"]
---*/
select
    person_key,
    participants,
    host_country,
    year,
    coalesce(home_school, 'not recorded') as home_school,
    duration_days
from applications
where is_abroad
