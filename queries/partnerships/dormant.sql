/*---
title    = "Dormant agreements, one by one"
question = "Under which mobility agreements did nobody go or come in the last three complete academic years?"
grain    = "one row per dormant agreement"
excludes = ["agreements younger than three years", "agreements that are not about mobility"]

[columns]
places_per_year = { title = "Places agreed", unit = "places", description = "out and in, per academic year" }
---*/
select
    partner,
    place,
    region,
    unit,
    lead_faculty,
    agreement_kind,
    start_date,
    coalesce(places_out_per_year, 0) + coalesce(places_in_per_year, 0) as places_per_year,
    agreement_id
from mobility_agreements_by_day($as_of, $scheme, $regions, $countries)
where is_dormant and day = $as_of
order by
    places_per_year desc,
    partner asc,
    agreement_id asc
