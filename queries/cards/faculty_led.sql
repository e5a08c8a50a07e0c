/*---
title    = "Agreements with a faculty lead"
question = "How many of the agreements in force have a named faculty lead?"
grain    = "one row per year: the as-of date and the same day of earlier years"
owner    = "Global Education Office"
reviewed = 2026-11-22
reviewer = "Global Education Office"
reviewed_content = "fe570e1b9cd1"
excludes = ["drafts and terminated agreements", "registers that name no lead at all"]

[parameters]
scheme    = "VARCHAR"
regions   = "VARCHAR[]"
countries = "VARCHAR[]"
as_of     = "DATE"

[metric]
number      = 29
definition  = "Active agreements with a named faculty lead, divided by all active agreements."
denominator = "active agreements"
source      = "partnerships (lead_faculty)"
is_not      = "Not a measure of how much the lead does. Earlier years are seen with the lead that is named today."

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
led         = { title = "With a faculty lead", unit = "agreements" }
agreements  = { title = "Active agreements", unit = "agreements" }
share       = { title = "With a faculty lead, %", unit = "share" }
is_complete = { title = "Complete", description = "always true: a day's state does not run on" }

[[expect]]
none = "share not between 0 and 1"
---*/
with membership as (
    select
        iso3,
        region
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
        agreements.has_faculty_lead,
        agreements.active_from,
        agreements.active_until
    from agreements
    inner join membership on agreements.place_iso3 = membership.iso3
)

select
    days.day,
    count(in_scope.agreement_id) filter (where in_scope.has_faculty_lead) as led,
    count(in_scope.agreement_id) as agreements,
    count(in_scope.agreement_id) filter (where in_scope.has_faculty_lead)
    / nullif(count(in_scope.agreement_id), 0) as share,
    true as is_complete
from days
left join in_scope on days.day between in_scope.active_from and in_scope.active_until
where
    days.day >= (select min(coalesce(agreements.start_date, $as_of)) from agreements)
    and exists (
        select agreements.agreement_id
        from agreements
        where agreements.has_faculty_lead
    )
group by days.day
order by days.day
