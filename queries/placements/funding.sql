/*---
title    = "Funding and unmet need"
question = "What does a placement cost, how much of it is funded, and what is left to the student?"
grain    = "one row per academic year and currency; per region or country too where such are chosen"
excludes = ["placements without a recorded cost, from cost and unmet need"]
chart    = { kind = "line", x = "academic_year", y = ["median_cost", "median_funding", "median_unmet"], series = "label" }

[metric]
number      = 14
definition  = "Medians per placement of cost, of funding where there is any, and of unmet need, which is cost minus funding and never less than 0; and the share of placements with any funding."
denominator = "placements abroad of the academic year; for medians, those with the amount"
source      = "placements (cost_amount, funding_amount, currency); exchange_rates"
is_not      = "Not a budget: amounts are what was recorded per placement. Several currencies are never summed: they are converted by the year's rate, and where there is no rate they stand in rows of their own, with amounts only. Medians are rounded to two digits, so what is left is not their difference."

[columns]
label        = { title = "Area and currency" }
funded_share = { title = "With funding", unit = "share", description = "placements with any funding among all; missing where none is ever recorded" }
---*/
select
    chosen.area,
    funding.currency,
    case when chosen.place = 'world' then '' else chosen.area || ', ' end || funding.currency as label,
    periods.academic_year,
    funding.students,
    funding.placements,
    rate(funding.funded, funding.comparable) as funded_share,
    funding.median_cost,
    funding.median_funding,
    funding.median_unmet,
    periods.is_complete
from periods
cross join named_places($scheme, $regions, $countries) as chosen
inner join funding_by_place_period_currency as funding
    on periods.period = funding.period and chosen.place = funding.place
where periods.kind = 'year'
order by
    chosen.area,
    funding.currency,
    periods.year
