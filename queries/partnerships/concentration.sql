/*---
title    = "Concentration of agreements"
question = "Are the agreements spread over many countries or few?"
grain    = "one row per year: the as-of date and the same day of earlier years"
excludes = ["agreements without a country: consortia and international organizations"]
chart    = { kind = "line", y = "hhi" }

[metric]
number      = 15
definition  = "Sum of the squared shares of countries (Herfindahl-Hirschman index): 1 where all is in one country, near 0 where it is spread. Its inverse is the number of equally used countries that would be as concentrated. Beside it the share of the five largest."
denominator = "active agreements with a country; for placements, placements abroad"
source      = "partnerships; placements"
is_not      = "Not a measure of quality or of risk, and not comparable between a region and the whole: within a region there are fewer countries to spread over."

[columns]
agreements          = { title = "Active agreements", unit = "agreements" }
countries           = { title = "Countries or places", unit = "countries" }
hhi                 = { title = "Concentration (HHI)", unit = "index", description = "sum of squared shares of countries, 0 to 1" }
effective_countries = { title = "Effective number of countries", unit = "countries", description = "1 / HHI" }
top_5_share         = { title = "Share of the five largest", unit = "share" }
---*/
with counted as (
    select
        day,
        place_iso3,
        count(*) as agreements
    from active_agreements_by_day($as_of, $scheme, $regions, $countries)
    where place_iso3 <> 'ZZZ'
    group by all
),

ranked as (
    select
        *,
        row_number() over (partition by day order by agreements desc, place_iso3 asc) as rank
    from counted
)

select
    day,
    cast(sum(agreements) as bigint) as agreements,
    count(*) as countries,
    sum(agreements * agreements) / (sum(agreements) * sum(agreements)) as hhi,
    sum(agreements) * sum(agreements) / sum(agreements * agreements) as effective_countries,
    sum(agreements) filter (where rank <= 5) / sum(agreements) as top_5_share
from ranked
group by day
order by day
