/*---
title    = "Applicants"
question = "Who applied to go abroad, where to, when, and what came of it?"
grain    = "one row per outbound application"
excludes = ["inbound placements"]
person   = "person_key"
people   = "participants"

[dimensions]
place  = "host_country"
period = "year"

[measures]
applicants         = { count = "person", title = "Applicants", description = "distinct students who applied to go abroad" }
met                = { count = "person", where = "is_met", title = "With a place", description = "distinct applicants nominated, live or completed" }
decided            = { count = "person", where = "is_complete", title = "Applicants", description = "distinct students who applied in complete academic years" }
decided_met        = { count = "person", where = "is_complete and is_met", title = "With a place", description = "distinct applicants of complete academic years nominated, live or completed" }
students_offered   = { count = "person", where = "is_offer", title = "Students with an offer" }
students_lost      = { count = "person", where = "is_lost", title = "Students who gave a place back" }
offers             = { count = "rows", where = "is_offer", unit = "applications", title = "Offers" }
lost               = { count = "rows", where = "is_lost", unit = "applications", title = "Withdrawn or cancelled" }
cancelled          = { count = "rows", where = "application_status = 'cancelled'", unit = "applications", title = "Cancelled" }
offers_not_withdrawn = { count = "rows", where = "is_offer and application_status <> 'withdrawn'", unit = "applications", title = "Offers that were not withdrawn" }

[[publish]]
by = ["place", "period"]
coarse = true  # with the nearest 5 a region's year followed from the spans around it (python -m engagement attack)
---*/
select
    applications.person_key,
    applications.participants,
    applications.host_country,
    applications.year,
    applications.application_status,
    applications.is_met,
    applications.is_offer,
    applications.is_lost,
    coalesce(periods.is_complete, false) as is_complete
from applications
left join periods on applications.year = periods.year
