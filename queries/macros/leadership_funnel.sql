/*---
title     = "Leadership funnel of what is chosen"
question  = "How many people applied, were admitted, enrolled and completed in each period?"
grain     = "one row per period"
arguments = ["in_scheme", "in_regions", "in_countries"]
returns   = "table"

[columns]
admitted_share  = { title = "Admitted, %", unit = "share", description = "of those who applied" }
enrolled_share  = { title = "Enrolled, %", unit = "share", description = "of those admitted" }
completion_rate = { title = "Completion", unit = "share", description = "completed among those who reached the end" }
---*/
with counted as (
    select
        periods.period,
        periods.kind,
        periods.year,
        periods.academic_year,
        periods.is_complete,
        periods.has_leadership,
        sum(people.applied) as applied,
        sum(people.admitted) as admitted,
        sum(people.enrolled) as enrolled,
        sum(people.ended) as ended,
        sum(people.completed) as completed
    from periods
    cross join chosen_places(in_scheme, in_regions, in_countries) as chosen
    left join leadership_participants_by_place_period as people
        on periods.period = people.period and chosen.place = people.place
    group by all
)

select
    *,
    rate(admitted, applied) as admitted_share,
    rate(enrolled, admitted) as enrolled_share,
    rate(completed, ended) as completion_rate
from counted
