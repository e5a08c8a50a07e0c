/*---
title    = "Exchange balance by partner"
question = "With which partners do more semesters go out than come in?"
grain    = "one row per partner with an exchange"
owner    = "Global Education Office"
reviewed = 2026-11-22
reviewer = "Global Education Office"
reviewed_content = "a903c5c1c556"
excludes = ["placements that are not under a student exchange agreement", "stays shorter than a semester"]

[parameters]
scheme    = "VARCHAR"
regions   = "VARCHAR[]"
countries = "VARCHAR[]"
year_from = "INTEGER"
year_to   = "INTEGER"

[disclosure]
people  = ["students_out", "students_in"]
by      = ["region", "partner", "place"]
depends = { semesters_out = ["students_out"], semesters_in = ["students_in"] }
totals  = ["partnerships/exchange_balance"]

[chart]
kind = "table"

[columns]
region        = { title = "Region" }
partner       = { title = "Partner" }
place         = { title = "Country or place" }
students_out  = { title = "Students out", unit = "people", description = "distinct students of ours, on exchanges of a semester or longer" }
semesters_out = { title = "Semesters out", unit = "semesters" }
students_in   = { title = "Students in", unit = "people", description = "distinct students of partners" }
semesters_in  = { title = "Semesters in", unit = "semesters" }
balance       = { title = "Balance", unit = "semesters", description = "semesters in minus semesters out" }
ratio         = { title = "Balance, ratio", unit = "ratio", description = "the balance divided by all semesters" }
---*/
with membership as (
    select
        iso3,
        region
    from region_membership
    where
        scheme = $scheme
        and (len($regions) = 0 or list_contains($regions, region))
        and (len($countries) = 0 or list_contains($countries, iso3))
),

exchanged as (
    select
        membership.region,
        agreements.place_iso3,
        agreements.partner_key,
        agreements.partner_name,
        stays.direction,
        stays.person_key,
        stays.participants,
        stays.semesters
    from stays
    inner join agreements on stays.agreement_id = agreements.agreement_id
    inner join membership on agreements.place_iso3 = membership.iso3
    where
        agreements.agreement_type = 'student_exchange'
        and stays.semesters > 0
        and stays.year between coalesce($year_from, 0) and coalesce($year_to, 9999)
),

counted as (
    select
        region,
        place_iso3,
        partner_key,
        max(partner_name) as partner,
        cast(
            count(distinct person_key) filter (where direction = 'outbound')
            + coalesce(sum(participants - 1) filter (where direction = 'outbound'), 0) as bigint
        ) as students_out,
        cast(
            count(distinct person_key) filter (where direction = 'inbound')
            + coalesce(sum(participants - 1) filter (where direction = 'inbound'), 0) as bigint
        ) as students_in,
        coalesce(sum(semesters * participants) filter (where direction = 'outbound'), 0) as semesters_out,
        coalesce(sum(semesters * participants) filter (where direction = 'inbound'), 0) as semesters_in
    from exchanged
    group by region, place_iso3, partner_key
)

select
    counted.region,
    counted.partner,
    places.place,
    counted.students_out,
    cast(counted.semesters_out as bigint) as semesters_out,
    counted.students_in,
    cast(counted.semesters_in as bigint) as semesters_in,
    cast(counted.semesters_in - counted.semesters_out as bigint) as balance,
    (counted.semesters_in - counted.semesters_out) / nullif(counted.semesters_in + counted.semesters_out, 0) as ratio
from counted
inner join places on counted.place_iso3 = places.iso3
order by
    counted.semesters_in + counted.semesters_out desc,
    counted.partner asc,
    places.place asc
