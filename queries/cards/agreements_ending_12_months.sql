/*---
title    = "Agreements ending within 12 months"
question = "How many agreements that are in force end within the next 12 months?"
grain    = "one row per year: the as-of date and the same day of earlier years"
excludes = ["agreements that renew themselves or have no end"]
card     = { value = "ending", base = "agreements" }
---*/
select
    day,
    ending,
    agreements
from agreement_counts_by_day($as_of, $policy_years, $scheme, $regions, $countries)
order by day
