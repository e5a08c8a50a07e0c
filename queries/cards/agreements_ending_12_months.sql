/*---
title    = "Agreements ending within 12 months"
question = "How many agreements that are in force end within the next 12 months?"
grain    = "one row per year: the as-of date and the same day of earlier years"
owner    = "Global Education Office"
reviewed = 2026-11-22
reviewer = "Global Education Office"
reviewed_content = "18c929c47282"
excludes = ["agreements that renew themselves or have no end", "drafts and terminated agreements"]

[parameters]
scheme    = "VARCHAR"
regions   = "VARCHAR[]"
countries = "VARCHAR[]"
as_of     = "DATE"

[card]
value    = "ending"
period   = "day"
complete = "is_complete"
base     = "agreements"

[columns]
day         = { title = "Day", unit = "date" }
ending      = { title = "Ending within 12 months", unit = "agreements", description = "fixed terms that end on the day or later, and before the same day of the next year" }
agreements  = { title = "Active agreements", unit = "agreements" }
is_complete = { title = "Complete", description = "always true: a day's state does not run on" }
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
        agreements.has_fixed_end,
        agreements.active_from,
        agreements.active_until
    from agreements
    inner join membership on agreements.place_iso3 = membership.iso3
)

select
    days.day,
    count(in_scope.agreement_id) filter (
        where in_scope.has_fixed_end and in_scope.active_until < days.day + interval 12 month
    ) as ending,
    count(in_scope.agreement_id) as agreements,
    true as is_complete
from days
left join in_scope on days.day between in_scope.active_from and in_scope.active_until
where days.day >= (select min(coalesce(agreements.start_date, $as_of)) from agreements)
group by days.day
order by days.day
