/*---
title    = "Agreements by country or place"
question = "Where are our partners?"
grain    = "one row per country or place with an agreement"
chart    = { kind = "map", y = "active" }

[columns]
iso3     = { title = "ISO code", unit = "iso3" }
partners = { description = "distinct partners with an active agreement" }
---*/
select
    kind as iso3,
    place,
    region,
    agreements,
    active,
    active_partners as partners
from agreement_counts_by('place_iso3', $as_of, $policy_years, $scheme, $regions, $countries)
order by
    active desc,
    agreements desc,
    place asc
