/*---
title     = "Agreements and students by country"
question  = "Which of the countries and places that are chosen have active agreements, and which have students?"
grain     = "one row per country or place that is chosen"
arguments = ["on_day", "in_period", "in_scheme", "in_regions", "in_countries"]
returns   = "table"

[columns]
agreements = { title = "Active agreements", unit = "agreements" }
---*/
with agreed as (
    select
        place_iso3,
        count(*) as agreements
    from active_agreements(on_day, in_scheme, in_regions, in_countries)
    group by place_iso3
)

select
    chosen.region,
    chosen.iso3,
    chosen.place,
    coalesce(agreed.agreements, 0) as agreements,
    abroad.students
from chosen_countries(in_scheme, in_regions, in_countries) as chosen
left join agreed on chosen.iso3 = agreed.place_iso3
left join students_abroad_by_place_period as abroad on chosen.iso3 = abroad.place and abroad.period = in_period
where chosen.iso3 <> 'ZZZ'
