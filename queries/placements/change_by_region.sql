/*---
title    = "Change against the year before, by region"
question = "In which regions and years did more or fewer students go abroad than the year before?"
grain    = "one row per region with students, and academic year"
chart    = { kind = "heatmap", x = "academic_year", y = "change_share", series = "region" }
---*/
select
    region,
    academic_year,
    is_complete,
    change,
    change_share,
    students,
    previous_students
from students_by_area($scheme, $regions, $countries)
where has_placements
order by
    region,
    year
