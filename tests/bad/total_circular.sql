/*---
title    = "Students by country or place"
question = "How many students went where?"
grain    = "one row per country or place"
owner    = "Global Education Office"

[disclosure]
people = "students"
by     = ["host_country"]
totals = ["total_circular_too"]

[columns]
host_country = { title = "Country or place", unit = "iso3" }
students     = { title = "Students", unit = "people" }
---*/
select
    host_country,
    count(distinct person_key) as students
from placements
group by all
order by host_country
-- expect total-circular at line 10
