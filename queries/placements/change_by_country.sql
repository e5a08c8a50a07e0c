/*---
title    = "Change against the year before, by country or place"
question = "Where did more or fewer students go than the year before: in the chosen year, or in the last complete one?"
grain    = "one row per country or place with enough students to be published in either year, the largest growth first"
---*/
with compared as (
    select max(year) as year
    from periods
    where kind = 'year' and has_placements and is_complete and year = coalesce(try_cast($period as integer), year)
)

select
    chosen.region,
    chosen.iso3,
    chosen.place,
    annual.academic_year,
    annual.students,
    annual.placements,
    annual.previous_students,
    annual.change,
    annual.change_share
from chosen_countries($scheme, $regions, $countries) as chosen
inner join students_each_year() as annual on chosen.iso3 = annual.place
inner join compared on annual.year = compared.year
where annual.students is not null or annual.previous_students is not null
order by
    annual.change desc nulls last,
    chosen.place asc
