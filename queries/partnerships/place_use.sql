/*---
title    = "Use of agreed places by region"
question = "How many of the places that agreements give are taken?"
grain    = "one row per region with agreed places; per country or place where such are chosen"
owner    = "Global Education Office"
reviewed = 2026-11-28
excludes = ["the incomplete academic year", "agreements without a number of places, and placements under them", "placements without an agreement"]

[metric]
number      = 9
definition  = "Placements under agreements that state a number of places, divided by these places, over complete academic years in which the agreement was active; outbound and inbound apart. Above 1 is legal: partners agree on more from year to year."
denominator = "places agreed per academic year, added over the agreements active in each year"
source      = "partnerships (places_out_per_year, places_in_per_year); placements, live or completed, by their agreement"
is_not      = "Not a share of students. Not a balance: that is metric 10. An agreement that is active for part of a year counts its places in full."

[chart]
kind        = "bar"
x           = "region"
y           = ["use_out", "use_in"]
orientation = "horizontal"

[columns]
region         = { title = "Region" }
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
        areas.place,
        areas.area,
        agreed.direction,
        sum(agreed.places) as places
    from agreed_places as agreed
    inner join periods on agreed.year between periods.first_year and periods.last_year
    inner join areas_by_country($scheme, $regions, $countries) as areas on agreed.place_iso3 = areas.iso3
    where periods.period = $period
    group by all
)

select
    offered.area as region,
    sum(offered.places) filter (where offered.direction = 'outbound') as places_out,
    max(stays.places_used) filter (where offered.direction = 'outbound') as placements_out,
    max(stays.placed) filter (where offered.direction = 'outbound') as students_out,
    placements_out / places_out as use_out,
    sum(offered.places) filter (where offered.direction = 'inbound') as places_in,
    max(stays.places_used) filter (where offered.direction = 'inbound') as placements_in,
    max(stays.placed) filter (where offered.direction = 'inbound') as students_in,
    placements_in / places_in as use_in
from offered
left join partner_stays_by_place_period_direction as stays
    on offered.place = stays.place and offered.direction = stays.direction and stays.period = $period
group by offered.area
order by offered.area
