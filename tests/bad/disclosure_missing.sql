/*---
title    = "Students by country or place"
question = "How many students went where?"
grain    = "one row per country or place"
owner    = "Global Education Office"

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
-- expect disclosure-missing at line 14
