/*---
title    = "Partners to choose from"
question = "Which partners are there, and where?"
grain    = "one row per partner and place"

[columns]
partner_key = { title = "Partner's key" }
partner     = { title = "Partner" }
place       = { title = "Country or place" }
agreements  = { title = "Agreements", unit = "agreements", description = "in the register, in any state" }
---*/
select
    agreements.partner_key,
    max(agreements.partner_name) as partner,
    places.place,
    count(*) as agreements
from agreements
inner join places on agreements.place_iso3 = places.iso3
group by agreements.partner_key, places.place
order by
    partner,
    places.place,
    agreements.partner_key
