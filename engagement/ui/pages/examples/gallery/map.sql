/*---
title    = "Map: a number for each country"
question = "How many agreements are there in each country?"
grain    = "one row per country"
owner    = "An example with invented numbers"

[chart]
kind  = "map"
iso3  = "country"
label = "name"
y     = "agreements"

[columns]
country    = { title = "Country or place", unit = "iso3" }
name       = { title = "Name" }
agreements = { title = "Agreements", unit = "agreements" }
---*/
with invented (country, name, agreements) as (
    values
    ('CHN', 'China', 42),
    ('DEU', 'Germany', 30),
    ('BRA', 'Brazil', 29),
    ('ZAF', 'South Africa', 18),
    ('CAN', 'Canada', 12),
    ('AUS', 'Australia', 9),
    ('KEN', 'Kenya', 7),
    ('CHL', 'Chile', 6)
)

select
    country,
    name,
    agreements
from invented
order by agreements desc
