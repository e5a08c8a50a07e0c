/*---
title    = "Students abroad by region and year"
question = "How many students went to each region in each academic year, and how many more or fewer than the year before?"
grain    = "one row per region with students, and academic year"
owner    = "Global Education Office"
reviewed = 2026-11-28
reviewer = "Global Education Office"
reviewed_content = "5e404ed74523"
excludes = ["inbound placements", "applications that did not lead abroad"]

[metric]
number      = 4
definition  = "Distinct students with an outbound placement that is live or completed, by region of the host country and by academic year. The change is against the academic year before, for years that are over, and only where both years have enough students to be published."
denominator = "none, it is a count of people; for the change, the students of the year before"
source      = "placements; regions"
is_not      = "Not additive: a student who goes to two regions, or in two years, counts in both, so totals are counted on their own. Not inbound students. Not applications."

[chart]
kind     = "line"
x        = "academic_year"
y        = "students"
series   = "region"
complete = "is_complete"
events   = true

[columns]
region            = { title = "Region", description = "of the host country or place; the country or place where such are chosen" }
previous_students = { title = "Year before", unit = "people" }
change            = { title = "Change", unit = "people", description = "against the year before; missing for an incomplete year, and where either year has fewer students than are published" }
change_share      = { title = "Change, %", unit = "share", description = "change among the students of the year before" }
---*/
select
    areas.area as region,
    annual.academic_year,
    annual.students,
    annual.placements,
    annual.previous_students,
    annual.change,
    annual.change / annual.previous_students as change_share,
    annual.is_complete
from areas_with_students($scheme, $regions, $countries) as areas
inner join students_each_year() as annual on areas.place = annual.place
where annual.has_placements
order by
    areas.area,
    annual.year
