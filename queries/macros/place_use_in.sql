/*---
title     = "Use of agreed places"
question  = "How many places do agreements give in the chosen period, and how many of them are used, out and in?"
grain     = "one row per region or country or place that is shown; and one per partner and its country or place"
arguments = ["in_period", "in_scheme", "in_regions", "in_countries"]
returns   = "table"

[columns]
placements_out = { title = "Placements out", measure = "places_used" }
students_out   = { title = "Students out", measure = "placed", description = "distinct students of ours" }
use_out        = { title = "Use, out", unit = "share", unbounded = true, description = "placements out among places out" }
placements_in  = { title = "Placements in", measure = "places_used" }
students_in    = { title = "Students in", measure = "placed", description = "distinct students of partners" }
use_in         = { title = "Use, in", unit = "share", unbounded = true, description = "placements in among places in" }
---*/
with offered as (
    select
        areas.place,
        null as partner_key,
        sum(agreed.places_out) as places_out,
        sum(agreed.places_in) as places_in
    from places_agreed(in_period) as agreed
    inner join areas_by_country(in_scheme, in_regions, in_countries) as areas on agreed.place_iso3 = areas.iso3
    group by areas.place
    union all
    select
        place_iso3 as place,
        partner_key,
        places_out,
        places_in
    from places_agreed(in_period)
)

select
    offered.place,
    offered.partner_key,
    offered.places_out,
    stays.placements_out,
    stays.placed_out as students_out,
    stays.placements_out / offered.places_out as use_out,
    offered.places_in,
    stays.placements_in,
    stays.placed_in as students_in,
    stays.placements_in / offered.places_in as use_in
from offered
left join stays_both_ways(in_period) as stays
    on offered.place = stays.place and offered.partner_key is not distinct from stays.partner_key
