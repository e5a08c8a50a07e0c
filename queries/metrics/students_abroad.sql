/*---
title    = "Students abroad"
question = "Who went abroad, where to, when, and for what?"
grain    = "one row per outbound placement that is live or completed"
owner    = "Global Education Office"
reviewed = 2026-11-28
excludes = ["inbound placements", "applications that did not lead abroad"]
person   = "person_key"
people   = "participants"

[dimensions]
place          = "host_country"
period         = "year"
placement_type = { column = "placement_type", title = "Type of placement" }
duration_band  = { column = "duration_band", title = "Duration" }
challenge_area = { column = "challenge_area", title = "Challenge area", description = "of the agreement that the placement is under" }

[measures]
students      = { count = "person", title = "Students", description = "distinct students with a placement abroad, live or completed" }
placements    = { count = "rows", title = "Placements" }
for_credit    = { count = "person", where = "is_undergraduate and credit_bearing", title = "Undergraduates abroad for credit" }
known_days    = { count = "rows", where = "duration_days is not null", title = "Placements of known duration" }
median_days   = { median = "duration_days", unit = "days", title = "Median stay" }
mean_days     = { mean = "duration_days", unit = "days", title = "Mean stay" }

[[publish]]
by = ["place", "period"]

[[publish]]
by = ["place", "period", "placement_type"]

[[publish]]
by = ["place", "period", "duration_band"]

[[publish]]
by = ["place", "period", "challenge_area"]
---*/
select
    abroad.person_key,
    abroad.participants,
    abroad.host_country,
    abroad.year,
    case
        when abroad.placement_type in ('study', 'work', 'research', 'service') then abroad.placement_type
        else 'other'
    end as placement_type,
    coalesce(abroad.duration_band, 'unknown') as duration_band,
    agreements.challenge_area,
    abroad.is_undergraduate,
    abroad.credit_bearing,
    abroad.duration_days
from students_abroad as abroad
left join agreements on abroad.agreement_id = agreements.agreement_id
