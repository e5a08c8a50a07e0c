/*---
title     = "Agreements by region, place, type or term"
question  = "How many agreements of each kind are in the register, and how many are in force, end soon or are overdue?"
grain     = "one row per value of the dimension: region, place_iso3, agreement_kind or term_type; one where it is all"
arguments = ["dimension", "on_day", "years_between", "in_scheme", "in_regions", "in_countries"]
returns   = "table"

[columns]
agreements       = { title = "Agreements", unit = "agreements", description = "in the register, in any state" }
active           = { title = "Active agreements", unit = "agreements" }
partners         = { title = "Partners", unit = "partners", description = "distinct partners in the register" }
active_partners  = { title = "Partners with an active agreement", unit = "partners" }
countries        = { title = "Countries or places", unit = "countries", description = "with an agreement in any state" }
active_countries = { title = "Countries or places with an active agreement", unit = "countries" }
ending_12_months = { title = "Ending within 12 months", unit = "agreements", description = "active fixed terms" }
overdue          = { title = "Reviews overdue", unit = "agreements" }
---*/
with judged as (
    select
        *,
        case dimension
            when 'region' then region
            when 'place_iso3' then place_iso3
            when 'agreement_kind' then agreement_kind
            when 'term_type' then term_type
            else 'all'
        end as kind,
        nullif(place_iso3, 'ZZZ') as country,
        coalesce(on_day between active_from and active_until, false) as is_active,
        is_active and has_fixed_end and active_until < on_day + interval 12 month as is_ending,
        is_active and review_due_on(next_review_date, review_from, years_between) < on_day as is_overdue
    from agreements_in(in_scheme, in_regions, in_countries)
)

select
    kind,
    any_value(place) as place,
    any_value(region) as region,
    count(*) as agreements,
    count(*) filter (where is_active) as active,
    count(distinct partner_key) as partners,
    count(distinct partner_key) filter (where is_active) as active_partners,
    count(distinct country) as countries,
    count(distinct country) filter (where is_active) as active_countries,
    count(*) filter (where is_ending) as ending_12_months,
    count(*) filter (where is_overdue) as overdue
from judged
group by kind
