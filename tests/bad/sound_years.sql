/*---
title    = "Agreements by kind"
question = "How many agreements are there of each kind?"
grain    = "one row per year"
owner    = "Global Education Office"

[columns]
year = { title = "Year", unit = "year" }
---*/
select year
from years
order by year
-- expect nothing
