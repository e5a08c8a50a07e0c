/*---
title    = "Agreements ending within 12 months"
question = "How many agreements that are in force end within the next 12 months?"
grain    = "one row per year: the as-of date and the same day of earlier years"
owner    = "Global Education Office"
reviewed = 2026-11-28
excludes = ["agreements that renew themselves or have no end", "drafts and terminated agreements"]

[card]
value    = "ending"
period   = "day"
complete = "is_complete"
base     = "agreements"

[columns]
ending      = { title = "Ending within 12 months", unit = "agreements", description = "fixed terms that end on the day or later, and before the same day of the next year" }
agreements  = { title = "Active agreements", unit = "agreements" }
is_complete = { title = "Complete", description = "always true: a day's state does not run on" }
---*/
select
    day,
    count(*) filter (where has_fixed_end and active_until < day + interval 12 month) as ending,
    count(agreement_id) as agreements,
    true as is_complete
from active_agreements_by_day($as_of, $scheme, $regions, $countries)
group by day
order by day
