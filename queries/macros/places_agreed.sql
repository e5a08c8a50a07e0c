/*---
title     = "Agreed places out and in"
question  = "How many places do agreements give in the chosen period, out and in?"
grain     = "one row per partner and country or place with agreed places"
excludes  = ["the incomplete academic year", "agreements without a number of places, and placements under them", "placements without an agreement"]
arguments = ["in_period"]
returns   = "table"

[columns]
places_out = { title = "Places out", unit = "places", description = "agreed for ours, added over complete academic years" }
places_in  = { title = "Places in", unit = "places", description = "agreed for others, added over complete academic years" }
---*/
select
    agreed.partner_key,
    agreed.place_iso3,
    sum(agreed.places) filter (where agreed.direction = 'outbound') as places_out,
    sum(agreed.places) filter (where agreed.direction = 'inbound') as places_in
from agreed_places as agreed
inner join periods on agreed.year between periods.first_year and periods.last_year
where periods.period = in_period
group by all
