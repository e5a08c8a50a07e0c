/*---
title    = "Withdrawal after an offer"
question = "How many of the places that are offered are given back?"
grain    = "one row per academic year"
owner    = "Global Education Office"
reviewed = 2026-11-28
reviewer = "Global Education Office"
reviewed_content = "6db088a9eeed"
excludes = ["inbound placements", "applications that never had an offer", "exports that hold no withdrawn or cancelled application"]

[metric]
number      = 19
definition  = "Applications that were withdrawn or cancelled, divided by all applications that had an offer: offered, nominated, live, completed, withdrawn or cancelled."
denominator = "applications with an offer"
source      = "placements, outbound; the last state of each application"
is_not      = "Not exact where the office records withdrawals before an offer: only the last state is delivered, so every withdrawal counts as one after an offer. The rate of the cancelled alone, which do follow one, stands beside it as the lower bound."

[card]
value    = "rate"
period   = "academic_year"
complete = "is_complete"
base     = "offers"
better   = "down"

[chart]
kind     = "line"
x        = "academic_year"
y        = ["rate", "cancelled_rate"]
complete = "is_complete"
events   = true

[columns]
rate           = { title = "Withdrawn or cancelled, %", unit = "share", description = "among offers" }
cancelled_rate = { title = "Cancelled only, %", unit = "share", description = "among offers, withdrawals left out of both" }

[[expect]]
none = "rate not between 0 and 1 or cancelled_rate not between 0 and 1"
---*/
select
    periods.academic_year,
    sum(applicants.lost) as lost,
    sum(applicants.students_lost) as students_lost,
    sum(applicants.offers) as offers,
    sum(applicants.students_offered) as students_offered,
    rate(sum(applicants.lost), sum(applicants.offers)) as rate,
    rate(sum(applicants.cancelled), sum(applicants.offers_not_withdrawn)) as cancelled_rate,
    periods.is_complete
from periods
cross join chosen_places($scheme, $regions, $countries) as chosen
left join applicants_by_place_period as applicants
    on periods.period = applicants.period and chosen.place = applicants.place
where
    periods.kind = 'year'
    and periods.has_placements
    -- an office that keeps no withdrawals has no rate, rather than one of zero
    and exists (
        select recorded.students_lost
        from applicants_by_place_period as recorded
        where recorded.place = 'world' and recorded.period = 'all' and recorded.students_lost is not null
    )
group by
    periods.academic_year,
    periods.is_complete
order by periods.academic_year
