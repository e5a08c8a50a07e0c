/*---
title    = "Use of agreed places by partner"
question = "Which partners' places are taken, and which stay empty?"
grain    = "one row per partner and country or place with agreed places"
---*/
select
    partners.region,
    partners.partner,
    partners.place,
    used.places_out,
    used.placements_out,
    used.students_out,
    used.use_out,
    used.places_in,
    used.placements_in,
    used.students_in,
    used.use_in
from place_use_in($period, $scheme, $regions, $countries) as used
inner join partners_in($scheme, $regions, $countries) as partners
    on used.partner_key = partners.partner_key and used.place = partners.place_iso3
order by
    coalesce(used.places_out, 0) + coalesce(used.places_in, 0) desc,
    partners.partner asc,
    partners.place asc
