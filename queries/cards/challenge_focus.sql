/*---
title    = "Agreements on a named challenge"
question = "How many of the agreements in force name a challenge that they work on?"
grain    = "one row per year: the as-of date and the same day of earlier years"
owner    = "Global Education Office"
reviewed = 2026-11-22
reviewer = "Global Education Office"
reviewed_content = "f97dfe8dff58"
excludes = ["drafts and terminated agreements", "registers that name no challenge at all"]

[parameters]
scheme    = "VARCHAR"
regions   = "VARCHAR[]"
countries = "VARCHAR[]"
as_of     = "DATE"

[card]
value    = "share"
period   = "day"
complete = "is_complete"
base     = "agreements"
better   = "up"

[chart]
kind = "line"
x    = "day"
y    = "share"

[columns]
day         = { title = "Day", unit = "date" }
named       = { title = "On a named challenge", unit = "agreements", description = "earlier years are seen with the challenge that is named today" }
agreements  = { title = "Active agreements", unit = "agreements" }
share       = { title = "On a named challenge, %", unit = "share" }
is_complete = { title = "Complete", description = "always true: a day's state does not run on" }

[[expect]]
none = "share not between 0 and 1"
---*/
with membership as (
    select iso3
    from region_membership
    where
        scheme = $scheme
        and (len($regions) = 0 or list_contains($regions, region))
        and (len($countries) = 0 or list_contains($countries, iso3))
),

days as (
    select cast($as_of - back.years * interval 1 year as date) as day
    from generate_series(0, 10) as back (years)
),

in_scope as (
    select
        agreements.agreement_id,
        agreements.challenge_area,
        agreements.active_from,
        agreements.active_until
    from agreements
    inner join membership on agreements.place_iso3 = membership.iso3
)

select
    days.day,
    count(in_scope.challenge_area) as named,
    count(in_scope.agreement_id) as agreements,
    count(in_scope.challenge_area) / nullif(count(in_scope.agreement_id), 0) as share,
    true as is_complete
from days
left join in_scope on days.day between in_scope.active_from and in_scope.active_until
where
    days.day >= (select min(coalesce(agreements.start_date, $as_of)) from agreements)
    and exists (
        select agreements.agreement_id
        from agreements
        where agreements.challenge_area is not null
    )
group by days.day
order by days.day
