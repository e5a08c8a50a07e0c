/*---
title    = "Students abroad by challenge area"
question = "Who went abroad under an agreement on a named challenge area?"
grain    = "one row per outbound placement that is live or completed"
excludes = ["inbound placements", "applications that did not lead abroad"]
person   = "person_key"
people   = "participants"

[dimensions]
place          = "host_country"
period         = "year"
challenge_area = { column = "challenge_area", title = "Challenge area", description = "of the agreement that the placement is under" }

[measures]
students   = { count = "person", title = "Students", description = "distinct students with a placement abroad under these agreements" }
placements = { count = "rows", title = "Placements" }

[[publish]]
by = ["place", "period", "challenge_area"]
---*/
select
    abroad.person_key,
    abroad.participants,
    abroad.host_country,
    abroad.year,
    coalesce(agreements.challenge_area, 'none_named') as challenge_area
from applications as abroad
left join agreements on abroad.agreement_id = agreements.agreement_id
where abroad.is_abroad
