/*---
title    = "Stays with partners"
question = "Who went to partners, and who came from them?"
grain    = "one row per placement with a partner, outbound or inbound, live or completed"
excludes = ["placements that name neither an agreement nor a partner with one", "applications that did not lead to a stay"]
person   = "person_key"
people   = "participants"

[dimensions]
place       = { column = "place_iso3", description = "of the partner" }
country     = { column = "place_iso3", title = "Country or place", description = "of the partner" }
period      = "year"
direction   = { column = "direction", title = "Direction", description = "outbound for ours, inbound for others" }
partner_key = { title = "Partner's key" }

[measures]
students    = { count = "person", title = "Students", description = "distinct students with a stay at or from a partner" }
exchanged   = { count = "person", where = "is_exchange", title = "Exchange students", description = "distinct students under student exchange agreements, for a semester or longer" }
semesters   = { count = "rows", times = "semesters", where = "is_exchange", title = "Semesters exchanged", unit = "semesters" }
placed      = { count = "person", where = "has_places", title = "Students in agreed places" }
places_used = { count = "rows", where = "has_places", title = "Placements in agreed places", description = "in complete academic years, under agreements that state a number of places" }

[[publish]]
by = ["place", "period", "direction"]

[[publish]]
by = ["partner_key", "country", "period", "direction"]
---*/
select
    stays.person_key,
    stays.participants,
    stays.direction,
    stays.year,
    stays.semesters,
    coalesce(agreements.partner_key, identified.partner_key) as partner_key,
    coalesce(agreements.place_iso3, stays.place_iso3) as place_iso3,
    agreements.agreement_type = 'student_exchange' and stays.semesters > 0 as is_exchange,
    agreed_places.places is not null as has_places
from stays
left join agreements on stays.agreement_id = agreements.agreement_id
left join identified_partners as identified on stays.agreement_id is null and stays.partner_id = identified.partner_id
left join agreed_places
    on
        stays.agreement_id = agreed_places.agreement_id
        and stays.year = agreed_places.year
        and stays.direction = agreed_places.direction
where coalesce(agreements.partner_key, identified.partner_key) is not null
