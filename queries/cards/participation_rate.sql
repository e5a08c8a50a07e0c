/*---
title    = "Participation rate"
question = "How many undergraduates go abroad for credit in a year, for every bachelor's degree conferred?"
grain    = "one row per academic year whose degrees are in the table of populations"
excludes = ["graduate students", "placements without credit, or for which credit is not recorded"]
card     = { value = "rate", base = "bachelors_conferred", better = "up" }
chart    = { kind = "line", y = ["rate", "share_of_enrolled"], target = "target", events = true }

[metric]
number      = 3
definition  = "Distinct undergraduates abroad for credit in an academic year, divided by the bachelor's degrees conferred in it, as Open Doors reports it. Beside it the same students divided by the undergraduates enrolled."
denominator = "bachelor's degrees conferred in the academic year; beside it undergraduates enrolled"
source      = "placements; populations (bachelors_conferred, enrolled_undergraduates)"
is_not      = "Not the share of a class that has been abroad: the students are of all years of study, the degrees of one. The denominator decides: the same students can be 5% of those enrolled and 31% of those graduating."

[columns]
students            = { title = "Undergraduates abroad for credit", measure = "for_credit" }
bachelors_conferred = { title = "Bachelor's degrees", unit = "people", description = "conferred in the academic year" }
rate                = { title = "Among degrees conferred", unit = "share", description = "students abroad for credit divided by bachelor's degrees" }
enrolled            = { title = "Undergraduates enrolled", unit = "people" }
share_of_enrolled   = { title = "Among the enrolled", unit = "share", description = "the same students divided by undergraduates enrolled" }
target              = { title = "Target", unit = "share" }
---*/
with bases as (
    select
        year,
        max(people) filter (where population = 'bachelors_conferred') as bachelors_conferred,
        max(people) filter (where population = 'enrolled_undergraduates') as enrolled
    from whole_populations()
    where population in ('bachelors_conferred', 'enrolled_undergraduates')
    group by year
)

select
    abroad.academic_year,
    abroad.for_credit as students,
    bases.bachelors_conferred,
    rate(abroad.for_credit, bases.bachelors_conferred) as rate,
    bases.enrolled,
    rate(abroad.for_credit, bases.enrolled) as share_of_enrolled,
    goals.target,
    abroad.is_complete
from students_in($scheme, $regions, $countries) as abroad
inner join bases on abroad.year = bases.year
left join targets_for('participation_rate', $scheme, $regions, $countries) as goals on abroad.year = goals.year
where
    abroad.kind = 'year'
    and abroad.has_placements
    -- an office that never records credit has no rate, rather than one of zero
    and exists (
        from students_abroad_by_place_period as recorded
        where recorded.for_credit is not null
    )
order by abroad.year
