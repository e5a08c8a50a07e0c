/*---
title    = "Students abroad by region and year"
question = "How many students went to each region in each academic year, and how many more or fewer than the year before?"
grain    = "one row per region with students, and academic year"
chart    = { kind = "line", x = "academic_year", y = "students", series = "region", events = true }

[metric]
number      = 4
definition  = "Distinct students with an outbound placement that is live or completed, by region of the host country and by academic year. The change is against the academic year before, for years that are over, and only where both years have enough students to be published."
denominator = "for the change, the students of the year before"
source      = "placements; regions"
is_not      = "Not additive: a student who goes to two regions, or in two years, counts in both, so totals are counted on their own. Not inbound students. Not applications."
---*/
select
    region,
    academic_year,
    students,
    placements,
    previous_students,
    change,
    change_share,
    is_complete
from students_by_area($scheme, $regions, $countries)
where has_placements
order by
    region,
    year
