/*---
title    = "Change against the year before, by region"
question = "In which regions and years did more or fewer students go abroad than the year before?"
grain    = "one row per region with students, and academic year"
owner    = "Global Education Office"
reviewed = 2026-11-28
reviewer = "Global Education Office"
reviewed_content = "5e404ed74523"
excludes = ["inbound placements", "applications that did not lead abroad"]

[chart]
kind   = "heatmap"
x      = "academic_year"
y      = "change_share"
series = "region"

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
