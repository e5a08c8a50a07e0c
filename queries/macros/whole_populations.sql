/*---
title     = "Sizes of whole populations"
question  = "How many people are in each population, all levels, schools and groups together?"
grain     = "one row per academic year and population"
arguments = []
returns   = "table"
---*/
select
    year,
    population,
    people
from populations
where student_level is null and home_school is null and equity_attribute is null
