/*---
title    = "Participation rate"
question = "How many undergraduates go abroad for credit in a year, for every bachelor's degree conferred?"
grain    = "one row per academic year whose degrees are in the table of populations"
owner    = "Global Education Office"
reviewed = 2026-11-28
reviewer = "Global Education Office"
reviewed_content = "404e46029e4b"
excludes = ["inbound placements", "graduate students", "placements without credit, or for which credit is not recorded"]

[metric]
number      = 3
definition  = "Distinct undergraduates abroad for credit in an academic year, divided by the bachelor's degrees conferred in it, as Open Doors reports it. Beside it the same students divided by the undergraduates enrolled."
denominator = "bachelor's degrees conferred in the academic year; beside it undergraduates enrolled"
source      = "placements; populations (bachelors_conferred, enrolled_undergraduates)"
is_not      = "Not the share of a class that has been abroad: the students are of all years of study, the degrees of one. The denominator decides: the same students can be 5% of those enrolled and 31% of those graduating."

[card]
value    = "rate"
period   = "academic_year"
complete = "is_complete"
target   = "target"
base     = "bachelors_conferred"
better   = "up"

[chart]
kind     = "line"
x        = "academic_year"
y        = ["rate", "share_of_enrolled"]
target   = "target"
complete = "is_complete"
events   = true

[columns]
students            = { title = "Undergraduates abroad for credit", measure = "for_credit" }
bachelors_conferred = { title = "Bachelor's degrees", unit = "people", description = "conferred in the academic year" }
rate                = { title = "Among degrees conferred", unit = "share", description = "students abroad for credit divided by bachelor's degrees" }
enrolled            = { title = "Undergraduates enrolled", unit = "people" }
share_of_enrolled   = { title = "Among the enrolled", unit = "share", description = "the same students divided by undergraduates enrolled" }
target              = { title = "Target", unit = "share" }

[[expect]]
none = "rate not between 0 and 1 or share_of_enrolled not between 0 and 1"
---*/
with counted as (
    select
        periods.year,
        periods.academic_year,
        periods.is_complete,
        sum(abroad.for_credit) as students
    from periods
    cross join chosen_places($scheme, $regions, $countries) as chosen
    left join students_abroad_by_place_period as abroad
        on periods.period = abroad.period and chosen.place = abroad.place
    where
        periods.kind = 'year'
        and periods.has_placements
        -- an office that never records credit has no rate, rather than one of zero
        and exists (
            select recorded.for_credit
            from students_abroad_by_place_period as recorded
            where recorded.place = 'world' and recorded.period = 'all' and recorded.for_credit is not null
        )
    group by all
),

bases as (
    select
        year,
        max(people) filter (where population = 'bachelors_conferred') as bachelors_conferred,
        max(people) filter (where population = 'enrolled_undergraduates') as enrolled
    from whole_populations()
    where population in ('bachelors_conferred', 'enrolled_undergraduates')
    group by year
)

select
    counted.academic_year,
    counted.students,
    bases.bachelors_conferred,
    rate(counted.students, bases.bachelors_conferred) as rate,
    bases.enrolled,
    rate(counted.students, bases.enrolled) as share_of_enrolled,
    targets.target,
    counted.is_complete
from counted
inner join bases on counted.year = bases.year
left join targets_for('participation_rate', $scheme, $regions, $countries) as targets on counted.year = targets.year
order by counted.year
