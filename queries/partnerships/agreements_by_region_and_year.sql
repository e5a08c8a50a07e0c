/*---
title    = "Active agreements by region over time"
question = "How has the number of agreements in force moved in each region?"
grain    = "one row per region and year: the as-of date and the same day of earlier years"
chart    = { kind = "line", x = "day", y = "active", series = "region", events = true }

[columns]
active = { title = "Active agreements", unit = "agreements" }
---*/
with occurring as (
    select distinct region
    from agreements_in($scheme, $regions, $countries)
)

select
    occurring.region,
    days.day,
    count(active.agreement_id) as active
from occurring
cross join days_back($as_of) as days
left join active_agreements_by_day($as_of, $scheme, $regions, $countries) as active
    on occurring.region = active.region and days.day = active.day
group by all
order by
    occurring.region,
    days.day
