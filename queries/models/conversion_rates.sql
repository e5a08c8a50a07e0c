/*---
title        = "Conversion into the institution's own currency"
question     = "What is an amount in another currency worth in ours?"
grain        = "one row per currency and year with a rate; none where the institution has no table of rates"
materialized = "table"

[columns]
currency      = { title = "Currency" }
year          = { title = "Year", unit = "year", description = "calendar year of the average" }
base_currency = { title = "Own currency", description = "the one whose rate is 1 in every year" }
per_base      = { title = "Rate", description = "units of the currency for one of the own" }
---*/
with base as (
    select min(currency) as base_currency
    from (
        select currency
        from exchange_rates
        group by currency
        having min(per_base) = 1 and max(per_base) = 1
    ) as constant
)

select
    exchange_rates.currency,
    exchange_rates.year,
    base.base_currency,
    exchange_rates.per_base
from exchange_rates
cross join base
where base.base_currency is not null
order by
    exchange_rates.currency,
    exchange_rates.year
