/*---
title    = "Countries and places to choose from"
question = "What is each country or place called?"
grain    = "one row per country or place"

[columns]
iso3  = { title = "ISO code", unit = "iso3" }
place = { title = "Country or place", description = "name as printed" }
---*/
select
    iso3,
    place
from places
order by
    iso3 = 'ZZZ',
    place
