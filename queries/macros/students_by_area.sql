/*---
title     = "Students abroad by area and year"
question  = "How many students went to each region in each year, and how many more or fewer than the year before?"
grain     = "one row per region with students, and academic year; per country or place where such are chosen"
arguments = ["in_scheme", "in_regions", "in_countries"]
returns   = "table"

[columns]
region = { title = "Region", description = "of the host country or place; the country or place where such are chosen" }
---*/
select
    areas.region,
    annual.*
from areas_with_students(in_scheme, in_regions, in_countries) as areas
inner join students_each_year() as annual on areas.place = annual.place
