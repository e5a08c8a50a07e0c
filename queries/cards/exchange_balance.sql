/*---
title    = "Exchange balance (-1 only out, 1 only in)"
question = "Do as many semesters come in as go out, over all that is chosen?"
grain    = "one row; none where nobody was exchanged"
card     = { value = "ratio", base = "semesters" }

[columns]
academic_years = { title = "Academic years" }
semesters      = { title = "Semesters in both directions" }
ratio          = { title = "Exchange balance", description = "semesters in minus semesters out, divided by both: -1 is only out, 1 is only in" }
---*/
with counted as (
    select
        sum(stays.students_out) as students_out,
        sum(stays.semesters_out) as semesters_out,
        sum(stays.students_in) as students_in,
        sum(stays.semesters_in) as semesters_in
    from exchanges_both_ways($period) as stays
    inner join chosen_places($scheme, $regions, $countries) as chosen on stays.place = chosen.place
    where stays.partner_key is null
    having count(stays.students_out) + count(stays.students_in) > 0
)

select
    periods.title as academic_years,
    counted.students_out,
    counted.semesters_out,
    counted.students_in,
    counted.semesters_in,
    counted.semesters_in + counted.semesters_out as semesters,
    (counted.semesters_in - counted.semesters_out) / (counted.semesters_in + counted.semesters_out) as ratio
from counted
inner join periods on periods.period = $period
