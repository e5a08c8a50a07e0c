/*---
title    = "Exchange balance by partner"
question = "With which partners do more semesters go out than come in?"
grain    = "one row per partner and country or place with exchange students"
owner    = "Global Education Office"
reviewed = 2026-11-28
excludes = ["placements that are not under a student exchange agreement", "stays shorter than a semester"]

[chart]
kind = "table"

[columns]
region        = { title = "Region" }
partner       = { title = "Partner" }
place         = { title = "Country or place" }
students_out  = { title = "Students out", measure = "exchanged", description = "distinct students of ours, on exchanges of a semester or longer" }
semesters_out = { title = "Semesters out", measure = "semesters" }
students_in   = { title = "Students in", measure = "exchanged", description = "distinct students of partners" }
semesters_in  = { title = "Semesters in", measure = "semesters" }
balance       = { title = "Balance", unit = "semesters", description = "semesters in minus semesters out" }
ratio         = { title = "Balance, ratio", unit = "ratio", description = "the balance divided by all semesters" }
---*/
select
    partners.region,
    partners.partner,
    partners.place,
    max(stays.exchanged) filter (where stays.direction = 'outbound') as students_out,
    max(stays.semesters) filter (where stays.direction = 'outbound') as semesters_out,
    max(stays.exchanged) filter (where stays.direction = 'inbound') as students_in,
    max(stays.semesters) filter (where stays.direction = 'inbound') as semesters_in,
    semesters_in - semesters_out as balance,
    (semesters_in - semesters_out) / (semesters_in + semesters_out) as ratio
from partner_stays_by_partner_key_country_period_direction as stays
inner join partners_in($scheme, $regions, $countries) as partners
    on stays.partner_key = partners.partner_key and stays.country = partners.place_iso3
where stays.period = $period and stays.exchanged is not null
group by partners.partner_key, partners.region, partners.partner, partners.place
order by
    sum(stays.semesters) desc,
    partners.partner asc,
    partners.place asc
