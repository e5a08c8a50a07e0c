/*---
title        = "Years in which a place was visited"
question     = "In which academic years did any of our students go to a country or place?"
grain        = "one row per country or place and academic year with an outbound stay"
owner        = "Global Education Office"
reviewed     = 2026-11-01
materialized = "view"
no_people    = "says that a place was visited in a year, never by whom or how many"

[columns]
place_iso3 = { title = "Country or place", unit = "iso3" }
year       = { title = "Year", unit = "year", description = "calendar year in which the academic year starts" }
---*/
select distinct
    place_iso3,
    year
from stays
where direction = 'outbound'
