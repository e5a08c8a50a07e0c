/*---
title    = "Coverage by region"
question = "In how many countries are there both an agreement and students, and in how many only one of the two?"
grain    = "one row per region of the scheme"
excludes = ["agreements without a country"]
chart    = { kind = "stacked_bar", y = ["covered", "agreement_only", "placement_only"] }

[metric]
number      = 18
definition  = "Countries and places with an active agreement and with 10 or more students abroad in the chosen period; with an active agreement only; with students only; and with neither, the white space."
denominator = "countries and places of the region"
source      = "partnerships; placements, outbound, live or completed, as published; regions"
is_not      = "Not a measure of depth: one agreement, or 10 students, cover a country. A country with fewer than 10 students counts as one without, for none and few are not told apart."

[columns]
region         = { title = "Region" }
covered        = { title = "Agreement and students", unit = "countries", description = "an active agreement, and 10 or more students in the period" }
agreement_only = { title = "Agreement only", unit = "countries", description = "fewer than 10 students in the period" }
placement_only = { title = "Students only", unit = "countries", description = "10 or more in the period" }
neither        = { title = "Neither", unit = "countries", description = "white space" }
countries      = { title = "Countries or places", unit = "countries" }
---*/
select
    region,
    count(*) filter (where agreements > 0 and students is not null) as covered,
    count(*) filter (where agreements > 0 and students is null) as agreement_only,
    count(*) filter (where agreements = 0 and students is not null) as placement_only,
    count(*) filter (where agreements = 0 and students is null) as neither,
    count(*) as countries
from coverage_in($as_of, $period, $scheme, $regions, $countries)
group by region
order by region
