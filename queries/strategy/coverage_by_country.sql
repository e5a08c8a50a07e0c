/*---
title    = "Coverage by country or place"
question = "In which countries are there students without an agreement, or an agreement without students?"
grain    = "one row per country or place with an active agreement, or 10 or more students in the period"
excludes = ["agreements without a country"]

[columns]
region   = { title = "Region" }
coverage = { title = "There is", description = "students: 10 or more in the period" }
---*/
select
    region,
    iso3,
    place,
    case
        when students is null then 'an agreement only'
        when agreements = 0 then 'students only'
        else 'an agreement and students'
    end as coverage,
    agreements,
    students
from coverage_in($as_of, $period, $scheme, $regions, $countries)
where agreements > 0 or students is not null
order by
    coverage desc,
    region asc,
    place asc
