/*---
title    = "Leadership participants"
question = "Who takes part in leadership programs, and how far did they come?"
grain    = "one row per person and offering, unsuccessful applications included"
person   = "person_key"

[dimensions]
place        = "place_iso3"
period       = "year"
program_name = { column = "program_name", title = "Program" }
focus_level  = { column = "focus_level", title = "Level", description = "whom the program develops" }

[measures]
applied   = { count = "person", title = "Applied", description = "distinct people who applied" }
admitted  = { count = "person", where = "is_admitted", title = "Admitted", description = "of these, admitted or further" }
enrolled  = { count = "person", where = "is_enrolled", title = "Enrolled", description = "of these, began" }
ended     = { count = "person", where = "is_enrolled and has_ended", title = "Reached the end", description = "of these, in an offering whose last day is not after the as-of date" }
completed = { count = "person", where = "is_completed and has_ended", title = "Completed", description = "of these, completed it" }

[[publish]]
by = ["place", "period"]

[[publish]]
by = ["place", "period", "program_name"]

[[publish]]
by = ["place", "period", "focus_level"]
---*/
select
    participations.person_key,
    participations.place_iso3,
    participations.year,
    participations.program_name,
    participations.focus_level,
    participations.is_admitted,
    participations.is_enrolled,
    participations.is_completed,
    participations.ends_on <= settings.as_of as has_ended
from participations
cross join settings
