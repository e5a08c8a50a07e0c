/*---
title    = "Exchange balance by region"
question = "Do as many semesters come in as go out?"
grain    = "one row per region with exchange students; per country or place where such are chosen"
excludes = ["placements that are not under a student exchange agreement", "stays shorter than a semester"]
chart    = { kind = "bar", y = ["semesters_in", "semesters_out"] }

[metric]
number      = 10
definition  = "Semesters that partners' students spent here minus semesters that ours spent there, under student exchange agreements, added over the chosen academic years; an academic year is two semesters. As a ratio: the difference divided by the sum, from -1 (only out) to 1 (only in)."
denominator = "semesters in both directions"
source      = "placements, live or completed, under an agreement of the kind student exchange"
is_not      = "Not a count of students, and not the use of places. Stays shorter than a semester weigh nothing."

[columns]
students_out = { measure = "exchanged_out" }
students_in  = { measure = "exchanged_in" }
---*/
select
    areas.region,
    stays.exchanged_out as students_out,
    stays.semesters_out,
    stays.exchanged_in as students_in,
    stays.semesters_in,
    stays.balance,
    stays.ratio
from stays_both_ways($period) as stays
inner join chosen_areas($scheme, $regions, $countries) as areas on stays.place = areas.place
where stays.partner_key is null and coalesce(stays.exchanged_out, stays.exchanged_in) is not null
order by areas.region
