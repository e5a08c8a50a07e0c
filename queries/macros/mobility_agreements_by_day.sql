/*---
title     = "Mobility agreements and whether they are dormant"
question  = "Which mobility agreements had time to be used by a day, and which of them was nobody placed under?"
grain     = "one row per day before which three complete academic years are known, and mobility agreement that is active on it and at least three years old"
arguments = ["on_day", "in_scheme", "in_regions", "in_countries"]
returns   = "table"

[columns]
known_until = { title = "Known until", unit = "date", description = "the last day of the three academic years" }
is_dormant  = { title = "Dormant", description = "without a placement either way in the last three complete academic years" }
---*/
with latest as (
    select
        days.day,
        max(academic_years.year) as year
    from days_back(on_day) as days
    inner join academic_years on days.day > academic_years.last_day
    group by days.day
)

select
    active.*,
    windows.last_day as known_until,
    dormant.agreement_id is not null as is_dormant
from latest
inner join three_year_windows as windows on latest.year = windows.year
inner join active_agreements_by_day(on_day, in_scheme, in_regions, in_countries) as active on latest.day = active.day
left join dormant_agreements as dormant
    on active.agreement_id = dormant.agreement_id and windows.year = dormant.year
where active.is_mobility and active.active_from <= active.day - interval 3 year
