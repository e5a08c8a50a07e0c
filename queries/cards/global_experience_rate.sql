/*---
title    = "Global-experience rate"
question = "Which share of a graduating class has been abroad?"
grain    = "one row per graduating class, named by its last academic year"
excludes = ["classes whose size is not in the table of populations", "classes that began, four years earlier, before the first delivered academic year: their first placements are not known"]
card     = { value = "rate", base = "class_size", better = "up" }
chart    = { kind = "line", events = true }

[metric]
number      = 1
definition  = "Members of a graduating class with at least one completed outbound placement, of any kind and in any year, divided by the size of the class."
denominator = "size of the graduating class, from the table of populations"
source      = "placements; populations (graduating_class)"
is_not      = "Not the share of a year's students who are abroad. A member who went twice counts once. With a region chosen, the share of the class that has been to that region."

[columns]
academic_year = { title = "Academic year", description = "the class's last" }
class_of      = { title = "Class of", unit = "year" }
students      = { title = "Have been abroad", measure = "graduates_abroad" }
class_size    = { title = "Size of the class", unit = "people" }
rate          = { title = "Global-experience rate", unit = "share", description = "members who have been abroad among the class" }
target        = { title = "Target", unit = "share" }
is_complete   = { title = "Complete", description = "the class has graduated" }
---*/
with classes as (
    select
        periods.period,
        periods.year,
        periods.academic_year,
        periods.is_complete,
        sizes.people as class_size
    from periods
    inner join whole_populations() as sizes on periods.year = sizes.year
    where sizes.population = 'graduating_class' and periods.kind = 'year'
),

seen as (
    -- a class that began before the first delivered year is seen in part; it stands in only where no other has graduated
    select
        least(
            (
                select min(periods.year) + 3 from periods
                where periods.kind = 'year' and periods.has_placements
            ),
            (
                select max(classes.year) from classes
                where classes.is_complete
            )
        ) as first_year
    where exists (select graduates.period from graduates_by_place_period as graduates)
),

counted as (
    select
        graduates.period,
        sum(graduates.graduates_abroad) as students
    from graduates_by_place_period as graduates
    inner join chosen_places($scheme, $regions, $countries) as chosen on graduates.place = chosen.place
    group by graduates.period
)

select
    classes.academic_year,
    classes.year + 1 as class_of,
    counted.students,
    classes.class_size,
    rate(counted.students, classes.class_size) as rate,
    targets.target,
    classes.is_complete
from classes
inner join seen on classes.year >= seen.first_year
left join counted on classes.period = counted.period
left join targets_for('global_experience_rate', $scheme, $regions, $countries) as targets
    on classes.year = targets.year
order by classes.year
