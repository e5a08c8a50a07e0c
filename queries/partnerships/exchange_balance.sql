/*---
title    = "Exchange balance by region"
question = "Do as many semesters come in as go out?"
grain    = "one row per region with exchange students; per country or place where such are chosen"
chart    = { kind = "bar", y = ["semesters_in", "semesters_out"] }

[metric]
number      = 10
definition  = "Semesters that partners' students spent here minus semesters that ours spent there, under student exchange agreements, added over the chosen academic years; an academic year is two semesters. As a ratio: the difference divided by the sum, from -1 (only out) to 1 (only in)."
denominator = "semesters in both directions"
source      = "placements, live or completed, under an agreement of the kind student exchange"
is_not      = "Not a count of students, and not the use of places. Stays shorter than a semester weigh nothing."
---*/
select
    areas.region,
    stays.students_out,
    stays.semesters_out,
    stays.students_in,
    stays.semesters_in,
    stays.balance,
    stays.ratio
from exchanges_both_ways($period) as stays
inner join chosen_areas($scheme, $regions, $countries) as areas on stays.place = areas.place
where stays.partner_key is null and coalesce(stays.students_out, stays.students_in) is not null
order by areas.region
