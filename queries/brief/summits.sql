/*---
title    = "Summits"
question = "Which summits are there, for which region, when and where?"
grain    = "one row per summit"
---*/
select
    summits.summit_id,
    summits.name,
    summits.scheme,
    summits.region,
    summits.date,
    summits.city,
    places.place,
    summits.working_group_id,
    summits.brief_due
from summits
left join places on summits.host_country = places.iso3
order by
    summits.date,
    summits.summit_id
