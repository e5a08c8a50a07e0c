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
---*/
select
    areas.region,
    used.places_out,
    used.placements_out,
    used.students_out,
    used.use_out,
    used.places_in,
    used.placements_in,
    used.students_in,
    used.use_in
from place_use_in($period, $scheme, $regions, $countries) as used
inner join chosen_areas($scheme, $regions, $countries) as areas on used.place = areas.place
where used.partner_key is null
order by areas.region
