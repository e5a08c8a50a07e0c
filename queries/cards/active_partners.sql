/*---
title    = "Partners with an active agreement"
question = "With how many partners is an agreement in force?"
grain    = "one row per year: the as-of date and the same day of earlier years"
owner    = "Global Education Office"
reviewed = 2026-11-28
excludes = ["drafts", "terminated agreements, in earlier years too: the exports do not say when they ended"]

[card]
value    = "partners"
period   = "day"
complete = "is_complete"
base     = "agreements"

[columns]
partners    = { title = "Partners", unit = "partners", description = "distinct partners with an active agreement" }
agreements  = { title = "Active agreements", unit = "agreements" }
countries   = { title = "Countries or places", unit = "countries", description = "with an active agreement" }
is_complete = { title = "Complete", description = "always true: a day's state does not run on" }
---*/
select
    day,
    count(distinct partner_key) as partners,
    count(agreement_id) as agreements,
    count(distinct nullif(place_iso3, 'ZZZ')) as countries,
    true as is_complete
from active_agreements_by_day($as_of, $scheme, $regions, $countries)
group by day
order by day
