/*---
title    = "Partners with an active agreement"
question = "With how many partners is an agreement in force?"
grain    = "one row per year: the as-of date and the same day of earlier years"
card     = { value = "partners", base = "agreements" }
---*/
select
    day,
    partners,
    agreements,
    countries
from agreement_counts_by_day($as_of, $policy_years, $scheme, $regions, $countries)
order by day
