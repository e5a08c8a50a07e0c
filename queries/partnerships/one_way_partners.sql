/*---
title    = "Partners that take students and send few or none"
question = "To which partners do our students go, while few or none of theirs come, or the other way around?"
grain    = "one row per partner and country or place with students in one direction only"
excludes = ["partners with too few students in either direction to be published", "periods for which students of one direction were not delivered"]

[parameters]
way = { type = "VARCHAR", default = "They take and do not send", title = "Which way", choices = ["They take and do not send", "They send and do not take"] }

[columns]
students_out      = { title = "Students out", measure = "students", description = "distinct students of ours who went" }
students_in       = { title = "Students in", measure = "students", description = "distinct students of the partner who came" }
active_agreements = { title = "Active agreements", unit = "agreements" }
---*/
with stays as (
    select
        partner_key,
        country,
        max(students) filter (where direction = 'outbound') as students_out,
        max(students) filter (where direction = 'inbound') as students_in
    from partner_stays_by_partner_key_country_period_direction
    where period = $period
    group by all
),

-- where nobody came at all, nothing was delivered of it, and no partner can be told apart
delivered as (
    select count(distinct direction) = 2 as has_both_ways
    from partner_stays_by_place_period_direction
    where place = 'world' and period = $period
),

in_force as (
    select
        partner_key,
        place_iso3,
        count(*) as active_agreements,
        string_agg(distinct lead_faculty, ', ' order by lead_faculty) as lead_faculty
    from active_agreements($as_of, $scheme, $regions, $countries)
    group by all
)

select
    partners.partner,
    partners.place,
    partners.region,
    stays.students_out,
    stays.students_in,
    coalesce(in_force.active_agreements, 0) as active_agreements,
    in_force.lead_faculty,
    partners.partner_key
from stays
inner join delivered on delivered.has_both_ways
inner join partners_in($scheme, $regions, $countries) as partners
    on stays.partner_key = partners.partner_key and stays.country = partners.place_iso3
left join in_force on partners.partner_key = in_force.partner_key and partners.place_iso3 = in_force.place_iso3
where
    case
        when $way = 'They take and do not send' then stays.students_in is null else stays.students_out is null
    end
    and coalesce(stays.students_out, stays.students_in) is not null
order by
    coalesce(stays.students_out, stays.students_in) desc,
    partners.partner asc,
    partners.place asc
