/*---
title    = "Students abroad"
question = "How many students went abroad in each academic year?"
grain    = "one row per academic year"
owner    = "Global Education Office"
reviewed = 2026-11-28
reviewer = "Global Education Office"
reviewed_content = "c3bf09945081"
excludes = ["inbound placements", "applications that did not lead abroad"]

[card]
value    = "students"
period   = "academic_year"
complete = "is_complete"
target   = "target"
better   = "up"

[columns]
target = { title = "Target", unit = "people" }
---*/
select
    periods.academic_year,
    sum(abroad.students) as students,
    sum(abroad.placements) as placements,
    any_value(targets.target) as target,
    periods.is_complete
from periods
cross join chosen_places($scheme, $regions, $countries) as chosen
left join students_abroad_by_place_period as abroad
    on periods.period = abroad.period and chosen.place = abroad.place
left join targets_for('students_abroad', $scheme, $regions, $countries) as targets on periods.year = targets.year
where periods.kind = 'year' and periods.has_placements
group by
    periods.academic_year,
    periods.is_complete
order by periods.academic_year
