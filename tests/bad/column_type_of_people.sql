/*---
title    = "Students by country or place"
question = "How many students went where?"
grain    = "one row per country or place"
owner    = "Global Education Office"

[disclosure]
people = "students"
by     = ["host_country"]
totals = []

[columns]
host_country = { title = "Country or place", unit = "iso3" }
students     = { title = "Students", unit = "people" }
---*/
select
    host_country,
    avg(participants) as students
from placements
group by all
order by host_country
-- expect column-type at line 14
