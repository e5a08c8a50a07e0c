/*---
title        = "Countries and places"
question     = "What is each country or place called, and where is it?"
grain        = "one row per country or place, and one for records that name none"
materialized = "table"

[columns]
iso3      = { title = "ISO code", unit = "iso3", description = "ZZZ stands for records that name no country" }
iso2      = { title = "Two-letter code" }
place     = { title = "Country or place", description = "name as printed" }
latitude  = { title = "Latitude", unit = "degrees" }
longitude = { title = "Longitude", unit = "degrees" }
---*/
select
    iso3,
    iso2,
    display_name as place,
    latitude,
    longitude
from countries
union all
select
    'ZZZ' as iso3,
    null as iso2,
    'No country recorded' as place,
    null as latitude,
    null as longitude
order by place, iso3
