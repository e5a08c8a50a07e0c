/*---
title    = "Alignment: agreements, placements and spend by region"
question = "Do agreements, students and money go to the same regions?"
grain    = "one row per region with an active agreement or students; per country or place where such are chosen"
excludes = ["agreements without a cost, from spend", "costs in a currency without a rate"]
chart    = { kind = "bar", y = ["agreements_share", "placements_share", "spend_share"] }

[metric]
number      = 16
definition  = "Per region: its share of active agreements, its share of placements abroad in the chosen period, and its share of what active agreements cost per year, side by side."
denominator = "all active agreements; all placements abroad; the yearly cost of all active agreements, each within what is chosen"
source      = "partnerships (annual_cost, currency); placements; exchange_rates"
is_not      = "Not a target: equal shares are not the aim. Costs in other currencies are converted by the latest rate up to the as-of date; those without a rate are left out, and several currencies are never summed."

[columns]
region           = { title = "Region" }
agreements       = { title = "Active agreements", unit = "agreements" }
agreements_share = { title = "Of agreements", unit = "share" }
placements_share = { title = "Of placements", unit = "share" }
spend_share      = { title = "Of spend", unit = "share", description = "of what active agreements cost per year" }
---*/
with latest_rates as (
    select
        currency,
        arg_max(per_base, year) as per_base
    from conversion_rates
    where year <= extract(year from $as_of)
    group by currency
),

active as (
    select
        agreed.place_iso3,
        -- without a table of rates, costs add up only where they are all in one currency
        case
            when latest_rates.per_base is not null then agreed.annual_cost / latest_rates.per_base
            when
                (select count(*) from conversion_rates) = 0
                and (select count(distinct agreements.currency) from agreements) <= 1
                then agreed.annual_cost
        end as spend
    from active_agreements($as_of, $scheme, $regions, $countries) as agreed
    left join latest_rates on agreed.currency = latest_rates.currency
),

agreed as (
    select
        areas.place,
        areas.region,
        count(active.place_iso3) as agreements,
        coalesce(sum(active.spend), 0) as spend
    from areas_by_country($scheme, $regions, $countries) as areas
    left join active on areas.iso3 = active.place_iso3
    group by all
),

went as (
    select
        place,
        students,
        placements
    from students_abroad_by_place_period
    where period = $period
)

select
    agreed.region,
    agreed.agreements,
    agreed.agreements / nullif(sum(agreed.agreements) over (), 0) as agreements_share,
    went.students,
    went.placements,
    rate(
        went.placements,
        (
            select sum(whole.placements)
            from went as whole
            inner join chosen_places($scheme, $regions, $countries) as chosen on whole.place = chosen.place
        )
    ) as placements_share,
    agreed.spend / nullif(sum(agreed.spend) over (), 0) as spend_share
from agreed
left join went on agreed.place = went.place
where agreed.agreements > 0 or went.students is not null
order by
    agreed.agreements desc,
    agreed.region asc
