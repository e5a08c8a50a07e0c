/*---
title    = "Use of agreed places by region"
question = "How many of the places that agreements give are taken?"
grain    = "one row per region with agreed places; per country or place where such are chosen"
chart    = { kind = "bar", y = ["use_out", "use_in"] }

[metric]
number      = 9
definition  = "Placements under agreements that state a number of places, divided by these places, over complete academic years in which the agreement was active; outbound and inbound apart. Above 1 is legal: partners agree on more from year to year."
denominator = "places agreed per academic year, added over the agreements active in each year"
source      = "partnerships (places_out_per_year, places_in_per_year); placements, live or completed, by their agreement"
is_not      = "Not a share of students. Not a balance: that is metric 10. An agreement that is active for part of a year counts its places in full."

[columns]
students_out = { measure = "placed_out" }
students_in  = { measure = "placed_in" }
use_out = { title = "Use, out", unit = "share", unbounded = true, description = "placements out among places out" }
use_in  = { title = "Use, in", unit = "share", unbounded = true, description = "placements in among places in" }
---*/
with offered as (
    select
        areas.place,
        areas.region,
        sum(agreed.places_out) as places_out,
        sum(agreed.places_in) as places_in
    from places_agreed($period) as agreed
    inner join areas_by_country($scheme, $regions, $countries) as areas on agreed.place_iso3 = areas.iso3
    group by all
)

select
    offered.region,
    offered.places_out,
    stays.placements_out,
    stays.placed_out as students_out,
    stays.placements_out / offered.places_out as use_out,
    offered.places_in,
    stays.placements_in,
    stays.placed_in as students_in,
    stays.placements_in / offered.places_in as use_in
from offered
left join stays_both_ways($period) as stays on offered.place = stays.place and stays.partner_key is null
order by offered.region
