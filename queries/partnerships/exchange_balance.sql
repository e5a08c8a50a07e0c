/*---
title    = "Exchange balance by region"
question = "Do as many semesters come in as go out?"
grain    = "one row per region with exchange students; per country or place where such are chosen"
owner    = "Global Education Office"
reviewed = 2026-11-28
excludes = ["placements that are not under a student exchange agreement", "stays shorter than a semester"]

[metric]
number      = 10
definition  = "Semesters that partners' students spent here minus semesters that ours spent there, under student exchange agreements, added over the chosen academic years; an academic year is two semesters. As a ratio: the difference divided by the sum, from -1 (only out) to 1 (only in)."
denominator = "semesters in both directions"
source      = "placements, live or completed, under an agreement of the kind student exchange"
is_not      = "Not a count of students, and not the use of places. Stays shorter than a semester weigh nothing."

[chart]
kind        = "bar"
x           = "region"
y           = ["semesters_in", "semesters_out"]
orientation = "horizontal"

[columns]
region        = { title = "Region" }
students_out  = { title = "Students out", measure = "exchanged", description = "distinct students of ours, on exchanges of a semester or longer" }
semesters_out = { title = "Semesters out", measure = "semesters" }
students_in   = { title = "Students in", measure = "exchanged", description = "distinct students of partners" }
semesters_in  = { title = "Semesters in", measure = "semesters" }
balance       = { title = "Balance", unit = "semesters", description = "semesters in minus semesters out" }
ratio         = { title = "Balance, ratio", unit = "ratio", description = "the balance divided by all semesters" }
---*/
select
    areas.area as region,
    max(stays.exchanged) filter (where stays.direction = 'outbound') as students_out,
    max(stays.semesters) filter (where stays.direction = 'outbound') as semesters_out,
    max(stays.exchanged) filter (where stays.direction = 'inbound') as students_in,
    max(stays.semesters) filter (where stays.direction = 'inbound') as semesters_in,
    semesters_in - semesters_out as balance,
    (semesters_in - semesters_out) / (semesters_in + semesters_out) as ratio
from partner_stays_by_place_period_direction as stays
inner join chosen_areas($scheme, $regions, $countries) as areas on stays.place = areas.place
where stays.period = $period and stays.exchanged is not null
group by areas.area
order by areas.area
