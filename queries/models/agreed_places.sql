/*---
title        = "Agreed places"
question     = "How many places does each agreement give in each academic year, out and in?"
grain        = "one row per agreement, complete academic year in which it was active, and direction with places"
materialized = "table"
excludes     = ["agreements without a number of places"]

[columns]
agreement_id = { title = "Agreement" }
partner_key  = { title = "Partner's key" }
place_iso3   = { title = "Country or place", unit = "iso3" }
year         = { title = "Year", unit = "year" }
direction    = { title = "Direction", description = "outbound for ours, inbound for others" }
places       = { title = "Places agreed", unit = "places", description = "in full, also where the agreement was active for a part of the year" }
---*/
with ways as (
    select
        agreement_id,
        'outbound' as direction,
        places_out_per_year as places
    from agreements
    union all
    select
        agreement_id,
        'inbound' as direction,
        places_in_per_year as places
    from agreements
)

select
    agreements.agreement_id,
    agreements.partner_key,
    agreements.place_iso3,
    periods.year,
    ways.direction,
    ways.places
from agreements
inner join ways on agreements.agreement_id = ways.agreement_id
inner join periods
    on
        agreements.active_from <= periods.last_day
        and agreements.active_until >= periods.first_day
where
    ways.places > 0
    and periods.kind = 'year'
    and periods.is_complete
    and periods.has_placements
order by
    agreements.agreement_id,
    periods.year,
    ways.direction
