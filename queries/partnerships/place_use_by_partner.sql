/*---
title    = "Use of agreed places by partner"
question = "Which partners' places are taken, and which stay empty?"
grain    = "one row per partner and country or place with agreed places"
owner    = "Global Education Office"
reviewed = 2026-11-28
excludes = ["the incomplete academic year", "agreements without a number of places, and placements under them", "placements without an agreement"]

[chart]
kind = "table"

[columns]
region         = { title = "Region" }
partner        = { title = "Partner" }
place          = { title = "Country or place" }
places_out     = { title = "Places out", unit = "places", description = "agreed for ours, added over complete academic years" }
placements_out = { title = "Placements out", measure = "places_used" }
students_out   = { title = "Students out", measure = "placed", description = "distinct students of ours" }
use_out        = { title = "Use, out", unit = "share", description = "placements out among places out" }
places_in      = { title = "Places in", unit = "places", description = "agreed for others, added over complete academic years" }
placements_in  = { title = "Placements in", measure = "places_used" }
students_in    = { title = "Students in", measure = "placed", description = "distinct students of partners" }
use_in         = { title = "Use, in", unit = "share", description = "placements in among places in" }
---*/
with offered as (
    select
        agreed.partner_key,
        agreed.place_iso3,
        agreed.direction,
        sum(agreed.places) as places
    from agreed_places as agreed
    inner join periods on agreed.year between periods.first_year and periods.last_year
    where periods.period = $period
    group by all
)

select
    partners.region,
    partners.partner,
    partners.place,
    sum(offered.places) filter (where offered.direction = 'outbound') as places_out,
    max(stays.places_used) filter (where offered.direction = 'outbound') as placements_out,
    max(stays.placed) filter (where offered.direction = 'outbound') as students_out,
    placements_out / places_out as use_out,
    sum(offered.places) filter (where offered.direction = 'inbound') as places_in,
    max(stays.places_used) filter (where offered.direction = 'inbound') as placements_in,
    max(stays.placed) filter (where offered.direction = 'inbound') as students_in,
    placements_in / places_in as use_in
from offered
inner join partners_in($scheme, $regions, $countries) as partners
    on offered.partner_key = partners.partner_key and offered.place_iso3 = partners.place_iso3
left join partner_stays_by_partner_key_country_period_direction as stays
    on
        offered.partner_key = stays.partner_key
        and offered.place_iso3 = stays.country
        and offered.direction = stays.direction
        and stays.period = $period
group by partners.partner_key, partners.region, partners.partner, partners.place
order by
    sum(offered.places) desc,
    partners.partner asc,
    partners.place asc
