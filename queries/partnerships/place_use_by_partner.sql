/*---
title    = "Use of agreed places by partner"
question = "Which partners' places are taken, and which stay empty?"
grain    = "one row per partner and country or place with agreed places"

[columns]
students_out = { measure = "placed_out" }
students_in  = { measure = "placed_in" }
use_out = { title = "Use, out", unit = "share", unbounded = true, description = "placements out among places out" }
use_in  = { title = "Use, in", unit = "share", unbounded = true, description = "placements in among places in" }
---*/
select
    partners.region,
    partners.partner,
    partners.place,
    offered.places_out,
    stays.placements_out,
    stays.placed_out as students_out,
    stays.placements_out / offered.places_out as use_out,
    offered.places_in,
    stays.placements_in,
    stays.placed_in as students_in,
    stays.placements_in / offered.places_in as use_in
from places_agreed($period) as offered
inner join partners_in($scheme, $regions, $countries) as partners
    on offered.partner_key = partners.partner_key and offered.place_iso3 = partners.place_iso3
left join stays_both_ways($period) as stays
    on offered.partner_key = stays.partner_key and offered.place_iso3 = stays.place
order by
    coalesce(offered.places_out, 0) + coalesce(offered.places_in, 0) desc,
    partners.partner asc,
    partners.place asc
