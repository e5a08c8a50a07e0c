/*---
title     = "Stays out and in"
question  = "How many of ours stayed where, and how many came from there, in the chosen period?"
grain     = "one row per place, and per partner and its country or place"
arguments = ["in_period"]
returns   = "table"

[columns]
exchanged_out  = { title = "Students out", measure = "exchanged", description = "distinct students of ours, on exchanges of a semester or longer" }
semesters_out  = { title = "Semesters out", measure = "semesters" }
exchanged_in   = { title = "Students in", measure = "exchanged", description = "distinct students of partners" }
semesters_in   = { title = "Semesters in", measure = "semesters" }
placed_out     = { title = "Students out", measure = "placed", description = "distinct students of ours" }
placements_out = { title = "Placements out", measure = "places_used" }
placed_in      = { title = "Students in", measure = "placed", description = "distinct students of partners" }
placements_in  = { title = "Placements in", measure = "places_used" }
---*/
with stays as (
    select
        place,
        null as partner_key,
        direction,
        exchanged,
        semesters,
        placed,
        places_used
    from partner_stays_by_place_period_direction
    where period = in_period
    union all
    select
        country as place,
        partner_key,
        direction,
        exchanged,
        semesters,
        placed,
        places_used
    from partner_stays_by_partner_key_country_period_direction
    where period = in_period
)

select
    place,
    partner_key,
    max(exchanged) filter (where direction = 'outbound') as exchanged_out,
    max(semesters) filter (where direction = 'outbound') as semesters_out,
    max(exchanged) filter (where direction = 'inbound') as exchanged_in,
    max(semesters) filter (where direction = 'inbound') as semesters_in,
    max(placed) filter (where direction = 'outbound') as placed_out,
    max(places_used) filter (where direction = 'outbound') as placements_out,
    max(placed) filter (where direction = 'inbound') as placed_in,
    max(places_used) filter (where direction = 'inbound') as placements_in
from stays
group by all
