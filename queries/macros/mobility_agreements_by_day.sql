/*---
title     = "Mobility agreements and whether they are dormant"
question  = "Which mobility agreements had time to be used by a day, and which of them was nobody placed under?"
grain     = "one row per day, as of which three complete academic years of placements are known, and mobility agreement that is active on it and at least three years old"
owner     = "Global Education Office"
reviewed  = 2026-11-28
arguments = ["on_day", "in_scheme", "in_regions", "in_countries"]
returns   = "table"

[columns]
is_dormant = { title = "Dormant", description = "without a placement either way in the last three complete academic years" }
---*/
with windows as (
    select
        days.day,
        max(academic_years.year) as last_year
    from days_back(on_day) as days
    inner join academic_years on days.day > academic_years.last_day
    group by days.day
),

known_windows as (
    select
        windows.day,
        windows.last_year
    from windows
    inner join periods as newest on windows.last_year = newest.year
    inner join periods as oldest on windows.last_year - 2 = oldest.year
    where
        newest.is_complete
        and newest.has_placements
        and oldest.has_placements
        -- where no agreement was ever dormant, placements may not name their agreements at all
        and exists (select dormant_agreements.year from dormant_agreements)
)

select
    active.*,
    dormant.agreement_id is not null as is_dormant
from known_windows
inner join active_agreements_by_day(on_day, in_scheme, in_regions, in_countries) as active
    on known_windows.day = active.day
left join dormant_agreements as dormant
    on active.agreement_id = dormant.agreement_id and known_windows.last_year = dormant.year
where active.is_mobility and active.active_from <= active.day - interval 3 year
