/*---
title    = "Exchange balance by partner"
question = "With which partners do more semesters go out than come in?"
grain    = "one row per partner and country or place with exchange students"
excludes = ["placements that are not under a student exchange agreement", "stays shorter than a semester"]

[columns]
students_out = { measure = "exchanged_out" }
students_in  = { measure = "exchanged_in" }
---*/
select
    partners.region,
    partners.partner,
    partners.place,
    stays.exchanged_out as students_out,
    stays.semesters_out,
    stays.exchanged_in as students_in,
    stays.semesters_in,
    stays.balance,
    stays.ratio
from stays_both_ways($period) as stays
inner join partners_in($scheme, $regions, $countries) as partners
    on stays.partner_key = partners.partner_key and stays.place = partners.place_iso3
where coalesce(stays.exchanged_out, stays.exchanged_in) is not null
order by
    coalesce(stays.semesters_out, 0) + coalesce(stays.semesters_in, 0) desc,
    partners.partner asc,
    partners.place asc
