/*---
title    = "Leadership participants by level"
question = "How many people began a program that develops individuals, teams or the organization?"
grain    = "one row per level and academic year"
chart    = { kind = "bar", x = "academic_year", y = "enrolled", series = "focus_level" }

[columns]
enrolled = { description = "distinct people who began; whoever is in programs at two levels counts in both" }
---*/
with counted as (
    select
        people.focus_level,
        people.period,
        sum(people.enrolled) as enrolled
    from leadership_participants_by_place_period_focus_level as people
    inner join chosen_places($scheme, $regions, $countries) as chosen on people.place = chosen.place
    group by all
),

occurring as (
    select distinct focus_level
    from counted
)

select
    in_words(occurring.focus_level) as focus_level,
    periods.academic_year,
    counted.enrolled,
    periods.is_complete
from occurring
cross join periods
left join counted on occurring.focus_level = counted.focus_level and periods.period = counted.period
where periods.kind = 'year' and periods.has_leadership
order by
    level_order(occurring.focus_level),
    periods.year
