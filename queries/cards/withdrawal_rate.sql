/*---
title    = "Withdrawal after an offer"
question = "How many of the places that are offered are given back?"
grain    = "one row per academic year"
excludes = ["applications that never had an offer", "exports that hold no withdrawn or cancelled application"]
card     = { value = "rate", base = "offers", better = "down" }
chart    = { kind = "line", y = ["rate", "cancelled_rate"], events = true }

[metric]
number      = 19
definition  = "Applications that were withdrawn or cancelled, divided by all applications that had an offer: offered, nominated, live, completed, withdrawn or cancelled."
denominator = "applications with an offer"
source      = "placements, outbound; the last state of each application"
is_not      = "Not exact where the office records withdrawals before an offer: only the last state is delivered, so every withdrawal counts as one after an offer. The rate of the cancelled alone, which do follow one, stands beside it as the lower bound."

[columns]
rate           = { title = "Withdrawn or cancelled, %", unit = "share", description = "among offers" }
cancelled_rate = { title = "Cancelled only, %", unit = "share", description = "among offers, withdrawals left out of both" }
---*/
select
    academic_year,
    lost,
    students_lost,
    offers,
    students_offered,
    lost_rate as rate,
    cancelled_rate,
    is_complete
from applicants_in($scheme, $regions, $countries)
where
    kind = 'year'
    and has_placements
    -- an office that keeps no withdrawals has no rate, rather than one of zero
    and exists (
        from applicants_by_place_period as recorded
        where recorded.students_lost is not null
    )
order by year
