/*---
title    = "Agreements at elevated or high risk"
question = "Of the agreements in force whose risk is recorded, how many stand at elevated or high risk?"
grain    = "one row: the as-of date; the exports do not say what the risk was before"
owner    = "Global Education Office"
reviewed = 2026-11-22
reviewer = "Global Education Office"
reviewed_content = "ca572088043a"
excludes = ["drafts and terminated agreements", "agreements without a level of risk"]

[parameters]
scheme    = "VARCHAR"
regions   = "VARCHAR[]"
countries = "VARCHAR[]"
as_of     = "DATE"

[card]
value    = "share"
period   = "day"
complete = "is_complete"
base     = "rated"

[columns]
day         = { title = "Day", unit = "date" }
at_risk     = { title = "At elevated or high risk", unit = "agreements" }
rated       = { title = "Agreements with a level of risk", unit = "agreements", description = "active, and rated by the office" }
share       = { title = "At elevated or high risk, %", unit = "share" }
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

in_force as (
    select agreements.risk_level
    from agreements
    inner join membership on agreements.place_iso3 = membership.iso3
    where $as_of between agreements.active_from and agreements.active_until
)

select
    $as_of as day,
    count(*) filter (where risk_level in ('elevated', 'high')) as at_risk,
    count(risk_level) as rated,
    count(*) filter (where risk_level in ('elevated', 'high')) / nullif(count(risk_level), 0) as share,
    true as is_complete
from in_force
having count(risk_level) > 0
