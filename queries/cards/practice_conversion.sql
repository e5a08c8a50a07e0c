/*---
title    = "Practice conversion"
question = "Of those who complete a leadership program, how many put it into practice abroad within a year?"
grain    = "one row per academic year of the program; none where no placements are delivered"
owner    = "Global Education Office"
reviewed = 2026-11-28
reviewer = "Global Education Office"
reviewed_content = "61c236da4ce7"
excludes = ["people who did not complete", "placements that came to nothing"]

[metric]
number      = 25
definition  = "Distinct people who completed a leadership program and have a placement abroad that begins within 12 months after its end, or a placement recorded as their practice, divided by all distinct people who completed one."
denominator = "people who completed an offering that has ended"
source      = "leadership_enrollments (practice_placement_id); placements, outbound, live or completed"
is_not      = "Not caused by the program: people who look for a program also look for a placement. A year counts as complete only a year after its end, when everyone has had the 12 months."

[card]
value    = "rate"
period   = "academic_year"
complete = "is_complete"
base     = "completers"
better   = "up"

[chart]
kind     = "line"
x        = "academic_year"
y        = "rate"
complete = "is_complete"
events   = true

[columns]
academic_year = { title = "Academic year", description = "of the program" }
completers    = { title = "Completed" }
rate          = { title = "Practice conversion", unit = "share", description = "put into practice among those who completed" }
is_complete   = { title = "Complete", description = "the academic year has been over for a year" }

[[expect]]
none = "rate not between 0 and 1"
---*/
with counted as (
    select
        periods.year,
        periods.academic_year,
        periods.last_day,
        sum(paths.practiced) as practiced,
        sum(paths.completers) as completers
    from periods
    cross join chosen_places($scheme, $regions, $countries) as chosen
    left join leadership_paths_by_place_period as paths
        on periods.period = paths.period and chosen.place = paths.place
    where periods.kind = 'year' and periods.has_leadership
    group by all
)

select
    counted.academic_year,
    counted.practiced,
    counted.completers,
    rate(counted.practiced, counted.completers) as rate,
    counted.last_day + interval 12 month <= settings.as_of as is_complete
from counted
cross join settings
-- without placements nobody could be seen to practice
where
    exists (
        select periods.year
        from periods
        where periods.has_placements
    )
order by counted.year
