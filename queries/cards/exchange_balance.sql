/*---
title    = "Exchange balance (-1 only out, 1 only in)"
question = "Do as many semesters come in as go out, over all that is chosen?"
grain    = "one row; none where nobody was exchanged"
owner    = "Global Education Office"
reviewed = 2026-11-28
excludes = ["placements that are not under a student exchange agreement", "stays shorter than a semester"]

[card]
value    = "ratio"
period   = "academic_years"
complete = "is_complete"
base     = "semesters"

[columns]
academic_years = { title = "Academic years" }
students_out   = { title = "Students out", measure = "exchanged", description = "distinct students of ours, on exchanges of a semester or longer" }
semesters_out  = { title = "Semesters out", measure = "semesters" }
students_in    = { title = "Students in", measure = "exchanged", description = "distinct students of partners" }
semesters_in   = { title = "Semesters in", measure = "semesters" }
semesters      = { title = "Semesters in both directions" }
ratio          = { title = "Exchange balance", unit = "ratio", description = "semesters in minus semesters out, divided by both: -1 is only out, 1 is only in" }
is_complete    = { title = "Complete", description = "always true: the years are added up" }
---*/
with counted as (
    select
        sum(stays.exchanged) filter (where stays.direction = 'outbound') as students_out,
        sum(stays.semesters) filter (where stays.direction = 'outbound') as semesters_out,
        sum(stays.exchanged) filter (where stays.direction = 'inbound') as students_in,
        sum(stays.semesters) filter (where stays.direction = 'inbound') as semesters_in
    from partner_stays_by_place_period_direction as stays
    inner join chosen_places($scheme, $regions, $countries) as chosen on stays.place = chosen.place
    where stays.period = $period
    having count(stays.exchanged) > 0
)

select
    periods.title as academic_years,
    counted.students_out,
    counted.semesters_out,
    counted.students_in,
    counted.semesters_in,
    counted.semesters_in + counted.semesters_out as semesters,
    (counted.semesters_in - counted.semesters_out) / (counted.semesters_in + counted.semesters_out) as ratio,
    true as is_complete
from counted
inner join periods on periods.period = $period
