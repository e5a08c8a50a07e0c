/*---
title    = "Completion by program"
question = "Which programs do people complete?"
grain    = "one row per program with enough people to be published"
chart    = { kind = "bar", y = "completion_rate" }

[columns]
admitted_share  = { title = "Admitted, %", unit = "share", description = "of those who applied" }
enrolled_share  = { title = "Enrolled, %", unit = "share", description = "of those admitted" }
completion_rate = { title = "Completion", unit = "share", description = "completed among those who reached the end" }
---*/
with counted as (
    select
        people.program_name,
        sum(people.applied) as applied,
        sum(people.admitted) as admitted,
        sum(people.enrolled) as enrolled,
        sum(people.ended) as ended,
        sum(people.completed) as completed
    from leadership_participants_by_place_period_program_name as people
    inner join chosen_places($scheme, $regions, $countries) as chosen on people.place = chosen.place
    where people.period = $period
    group by people.program_name
)

select
    program_name,
    applied,
    admitted,
    enrolled,
    ended,
    completed,
    rate(admitted, applied) as admitted_share,
    rate(enrolled, admitted) as enrolled_share,
    rate(completed, ended) as completion_rate
from counted
order by
    enrolled desc nulls last,
    program_name asc
