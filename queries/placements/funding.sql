/*---
title    = "Funding and unmet need"
question = "What does a placement cost, how much of it is funded, and what is left to the student?"
grain    = "one row per academic year and currency"
owner    = "Global Education Office"
reviewed = 2026-11-22
reviewer = "Global Education Office"
reviewed_content = "def8dde37567"
excludes = ["inbound placements", "applications that did not lead abroad", "placements without a recorded cost, from cost and unmet need"]

[parameters]
scheme    = "VARCHAR"
regions   = "VARCHAR[]"
countries = "VARCHAR[]"
year_from = "INTEGER"
year_to   = "INTEGER"
as_of     = "DATE"
threshold = "INTEGER"

[disclosure]
people = ["students"]
by     = ["academic_year", "currency"]
open   = ["is_complete"]
totals = ["placements/students_by_year"]

[metric]
number      = 14
definition  = "Medians per placement of cost, of funding where there is any, and of unmet need, which is cost minus funding and never less than 0; and the share of placements with any funding."
denominator = "placements abroad of the academic year; for medians, those with the amount"
source      = "placements (cost_amount, funding_amount, currency); exchange_rates"
is_not      = "Not a budget: amounts are what was recorded per placement. Several currencies are never summed: they are converted by the year's rate, and where there is no rate they stand in rows of their own, with amounts only."

[chart]
kind     = "line"
x        = "academic_year"
y        = ["median_cost", "median_funding", "median_unmet"]
series   = "currency"
complete = "is_complete"

[columns]
academic_year  = { title = "Academic year" }
currency       = { title = "Currency" }
students       = { title = "Students", unit = "people" }
placements     = { title = "Placements", unit = "placements" }
funded_share   = { title = "With funding", unit = "share", description = "placements with any funding among all; empty where none is ever recorded" }
median_cost    = { title = "Cost, median", unit = "amount", description = "per placement with a recorded cost" }
median_funding = { title = "Funding, median", unit = "amount", description = "per placement with any funding" }
median_unmet   = { title = "Unmet need, median", unit = "amount", description = "cost minus funding, at least 0, per placement with a recorded cost" }
is_complete    = { title = "Complete", description = "the academic year is over" }

[[expect]]
none = "funded_share not between 0 and 1"
---*/
with membership as (
    select
        iso3,
        region
    from region_membership
    where
        scheme = $scheme
        and (len($regions) = 0 or list_contains($regions, region))
        and (len($countries) = 0 or list_contains($countries, iso3))
),

own as (
    select
        coalesce(
            (select min(conversion_rates.base_currency) from conversion_rates),
            mode(students_abroad.currency)
        ) as currency,
        coalesce(bool_or(students_abroad.funding_amount > 0), false) as has_funding
    from students_abroad
),

amounts as (
    select
        abroad.year,
        abroad.person_key,
        abroad.participants,
        case
            when conversion_rates.per_base is not null then conversion_rates.base_currency
            when abroad.cost_amount is null and abroad.funding_amount is null then own.currency
            else coalesce(abroad.currency, 'not recorded')
        end as currency,
        own.currency as own_currency,
        own.has_funding,
        abroad.cost_amount / coalesce(conversion_rates.per_base, 1) as cost,
        abroad.funding_amount / coalesce(conversion_rates.per_base, 1) as funding
    from students_abroad as abroad
    cross join own
    inner join membership on abroad.host_country = membership.iso3
    left join conversion_rates on abroad.currency = conversion_rates.currency and abroad.year = conversion_rates.year
    where
        abroad.year between coalesce($year_from, 0) and coalesce($year_to, 9999)
        and own.currency is not null
),

counted as (
    select
        year,
        currency,
        currency = own_currency and has_funding as has_share,
        count(distinct person_key) + sum(participants - 1) as students,
        sum(participants) as placements,
        sum(participants) filter (where funding > 0) as funded,
        count(distinct person_key) filter (where cost is not null) as known_cost,
        count(distinct person_key) filter (where funding > 0) as known_funding,
        median(cost) as median_cost,
        median(funding) filter (where funding > 0) as median_funding,
        median(greatest(cost - coalesce(funding, 0), 0)) filter (where cost is not null) as median_unmet
    from amounts
    group by all
)

select
    academic_years.academic_year,
    counted.currency,
    cast(counted.students as bigint) as students,
    cast(counted.placements as bigint) as placements,
    case when counted.has_share then coalesce(counted.funded, 0) / counted.placements end as funded_share,
    case when counted.known_cost >= $threshold then round(counted.median_cost) end as median_cost,
    case when counted.known_funding >= $threshold then round(counted.median_funding) end as median_funding,
    case when counted.known_cost >= $threshold then round(counted.median_unmet) end as median_unmet,
    academic_years.last_day < $as_of as is_complete
from counted
inner join academic_years on counted.year = academic_years.year
order by
    counted.currency,
    counted.year
