/*---
title    = "Practice conversion"
question = "Of those who complete a leadership program, how many put it into practice abroad within a year?"
grain    = "one row per academic year of the program; none where no placements are delivered"
excludes = ["people who did not complete"]
card     = { value = "rate", base = "completers", better = "up" }
chart    = { kind = "line", events = true }

[metric]
number      = 25
definition  = "Distinct people who completed a leadership program and have a placement abroad that begins within 12 months after its end, or a placement recorded as their practice, divided by all distinct people who completed one."
denominator = "people who completed an offering that has ended"
source      = "leadership_enrollments (practice_placement_id); placements, outbound, live or completed"
is_not      = "Not caused by the program: people who look for a program also look for a placement. A year counts as complete only a year after its end, when everyone has had the 12 months."

[columns]
academic_year = { title = "Academic year", description = "of the program" }
completers    = { title = "Completed" }
rate          = { title = "Practice conversion", unit = "share", description = "put into practice among those who completed" }
is_complete   = { title = "Complete", description = "the academic year has been over for a year" }
---*/
select
    paths.academic_year,
    paths.practiced,
    paths.completers,
    rate(paths.practiced, paths.completers) as rate,
    paths.last_day + interval 12 month <= settings.as_of as is_complete
from leadership_paths_in($scheme, $regions, $countries) as paths
cross join settings
-- without placements nobody could be seen to practice
where
    paths.kind = 'year' and paths.has_leadership and exists (
        from periods
        where periods.has_placements
    )
order by paths.year
