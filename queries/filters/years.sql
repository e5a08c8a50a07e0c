/*---
title    = "Academic years to choose from"
question = "Which academic years have placements or leadership programs?"
grain    = "one row per academic year that has begun"
owner    = "Global Education Office"
reviewed = 2026-11-01

[parameters]
as_of = "DATE"

[columns]
year          = { title = "Year", unit = "year", description = "calendar year in which the academic year starts" }
academic_year = { title = "Academic year" }
---*/
select
    year,
    academic_year
from academic_years
where
    first_day <= $as_of
    and (has_placements or has_leadership)
order by year
