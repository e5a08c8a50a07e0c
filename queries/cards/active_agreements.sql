/*---
title    = "Active agreements"
question = "How many agreements are in force, and how many were on the same day of earlier years?"
grain    = "one row per year: the as-of date and the same day of earlier years"
excludes = ["agreements whose end is not known"]
card     = { value = "agreements" }
chart    = { kind = "line" }

[metric]
number      = 5
definition  = "Agreements that have begun by the as-of date and have not ended: the end is on that day or later, or they renew themselves or have no end. Terminated agreements are not active; superseded ones are until their renewal begins. An agreement without any day of start or signature counts as begun."
source      = "partnerships"
is_not      = "Not the register's own status flag, which goes stale; not drafts; not agreements that start later. Suspended agreements count: the paper is in force."

[columns]
partners = { title = "Partners with one" }
---*/
select
    counted.day,
    counted.agreements,
    counted.partners,
    goals.target,
    goals.target_year
from agreement_counts_by_day($as_of, $policy_years, $scheme, $regions, $countries) as counted
left join day_targets('active_agreements', $as_of, $scheme, $regions, $countries) as goals on counted.day = goals.day
order by counted.day
