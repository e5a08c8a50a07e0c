/*---
title    = "Alignment: agreements, placements and spend by region"
question = "Do agreements, students and money go to the same regions?"
grain    = "one row per region with an active agreement or a placement"
owner    = "Global Education Office"
reviewed = 2026-11-22
reviewer = "Global Education Office"
reviewed_content = "d885a961681c"
excludes = ["inbound placements", "applications that did not lead abroad", "agreements without a cost, from spend", "costs in a currency without a rate"]

[parameters]
scheme    = "VARCHAR"
regions   = "VARCHAR[]"
countries = "VARCHAR[]"
year_from = "INTEGER"
year_to   = "INTEGER"
as_of     = "DATE"

[disclosure]
people = ["students"]
by     = ["region"]
open   = ["agreements", "agreements_share", "spend_share"]
shares = { placements_share = [] }
totals = ["placements/students_by_region"]

[metric]
number      = 16
definition  = "Per region: its share of active agreements, its share of placements abroad in the chosen years, and its share of what active agreements cost per year, side by side."
denominator = "all active agreements; all placements abroad; the yearly cost of all active agreements, each within what is chosen"
source      = "partnerships (annual_cost, currency); placements; exchange_rates"
is_not      = "Not a target: equal shares are not the aim. Costs in other currencies are converted by the latest rate up to the as-of date; those without a rate are left out, and several currencies are never summed."

[chart]
kind        = "bar"
x           = "region"
y           = ["agreements_share", "placements_share", "spend_share"]
orientation = "horizontal"

[columns]
region           = { title = "Region" }
agreements       = { title = "Active agreements", unit = "agreements" }
agreements_share = { title = "Of agreements", unit = "share" }
students         = { title = "Students", unit = "people", description = "distinct students abroad in the chosen years" }
placements       = { title = "Placements", unit = "placements" }
placements_share = { title = "Of placements", unit = "share" }
spend_share      = { title = "Of spend", unit = "share", description = "of what active agreements cost per year" }

[[expect]]
none = "agreements_share not between 0 and 1 or placements_share not between 0 and 1"
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

latest_rates as (
    select
        currency,
        arg_max(per_base, year) as per_base
    from conversion_rates
    where year <= extract(year from $as_of)
    group by currency
),

costs as (
    select
        membership.region,
        agreements.agreement_id,
        -- without a table of rates, costs add up only where they are all in one currency
        case
            when latest_rates.per_base is not null then agreements.annual_cost / latest_rates.per_base
            when
                (select count(*) from conversion_rates) = 0
                and (select count(distinct partnerships.currency) from partnerships) <= 1
                then agreements.annual_cost
        end as spend
    from agreements
    inner join membership on agreements.place_iso3 = membership.iso3
    left join latest_rates on agreements.currency = latest_rates.currency
    where $as_of between agreements.active_from and agreements.active_until
),

agreed as (
    select
        region,
        count(*) as agreements,
        sum(spend) as spend
    from costs
    group by region
),

went as (
    select
        membership.region,
        count(distinct abroad.person_key) + sum(abroad.participants - 1) as students,
        sum(abroad.participants) as placements
    from students_abroad as abroad
    inner join membership on abroad.host_country = membership.iso3
    where abroad.year between coalesce($year_from, 0) and coalesce($year_to, 9999)
    group by membership.region
),

together as (
    select
        coalesce(agreed.region, went.region) as region,
        coalesce(agreed.agreements, 0) as agreements,
        coalesce(agreed.spend, 0) as spend,
        coalesce(went.students, 0) as students,
        coalesce(went.placements, 0) as placements
    from agreed
    full outer join went on agreed.region = went.region
)

select
    region,
    agreements,
    agreements / nullif(sum(agreements) over (), 0) as agreements_share,
    cast(students as bigint) as students,
    cast(placements as bigint) as placements,
    placements / nullif(sum(placements) over (), 0) as placements_share,
    spend / nullif(sum(spend) over (), 0) as spend_share
from together
order by
    agreements desc,
    region asc
