/*---
title    = "Cost and funding"
question = "What did a placement cost, and how much of it was funded?"
grain    = "one row per outbound placement that is live or completed, its amounts in the institution's own currency where there is a rate"
excludes = ["inbound placements", "applications that did not lead abroad"]
person   = "person_key"
people   = "participants"

[dimensions]
place    = "host_country"
period   = "year"
currency = "currency"

[measures]
students       = { count = "person", title = "Students" }
placements     = { count = "rows", title = "Placements" }
funded         = { count = "rows", where = "funding > 0", title = "Placements with funding" }
comparable     = { count = "rows", where = "is_comparable", title = "Placements whose share can be told", description = "in the institution's own currency, where funding is ever recorded" }
median_cost    = { median = "cost", unit = "amount", title = "Cost, median", description = "per placement with a recorded cost" }
median_funding = { median = "funding", where = "funding > 0", unit = "amount", title = "Funding, median", description = "per placement with any funding" }
median_unmet   = { median = "unmet", unit = "amount", title = "Unmet need, median", description = "cost minus funding, at least 0, per placement with a recorded cost" }

[[publish]]
by = ["place", "period", "currency"]
---*/
with own as (
    select
        coalesce(
            (select min(conversion_rates.base_currency) from conversion_rates),
            mode(applications.currency)
        ) as currency,
        coalesce(bool_or(applications.funding_amount > 0), false) as has_funding
    from applications
    where applications.is_abroad
),

amounts as (
    select
        abroad.person_key,
        abroad.participants,
        abroad.host_country,
        abroad.year,
        case
            when rates.per_base is not null then rates.base_currency
            when abroad.cost_amount is null and abroad.funding_amount is null then own.currency
            else coalesce(abroad.currency, 'not recorded')
        end as currency,
        own.currency as own_currency,
        own.has_funding,
        abroad.cost_amount / coalesce(rates.per_base, 1) as cost,
        abroad.funding_amount / coalesce(rates.per_base, 1) as funding
    from applications as abroad
    cross join own
    left join conversion_rates as rates on abroad.currency = rates.currency and abroad.year = rates.year
    where abroad.is_abroad and own.currency is not null
)

select
    person_key,
    participants,
    host_country,
    year,
    currency,
    cost,
    funding,
    case when cost is not null then greatest(cost - coalesce(funding, 0), 0) end as unmet,
    currency = own_currency and has_funding as is_comparable
from amounts
