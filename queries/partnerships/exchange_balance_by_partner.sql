/*---
title    = "Exchange balance by partner"
question = "With which partners do more semesters go out than come in?"
grain    = "one row per partner and country or place with exchange students"
---*/
select
    partners.region,
    partners.partner,
    partners.place,
    stays.students_out,
    stays.semesters_out,
    stays.students_in,
    stays.semesters_in,
    stays.balance,
    stays.ratio
from exchanges_both_ways($period) as stays
inner join partners_in($scheme, $regions, $countries) as partners
    on stays.partner_key = partners.partner_key and stays.place = partners.place_iso3
where coalesce(stays.students_out, stays.students_in) is not null
order by
    coalesce(stays.semesters_out, 0) + coalesce(stays.semesters_in, 0) desc,
    partners.partner asc,
    partners.place asc
