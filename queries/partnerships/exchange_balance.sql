/*---
title    = "Exchange balance by region"
question = "Do as many semesters come in as go out?"
grain    = "one row per region with an exchange"
owner    = "Global Education Office"
reviewed = 2026-11-22
reviewer = "Global Education Office"
reviewed_content = "2a6e5943491b"
excludes = ["placements that are not under a student exchange agreement", "stays shorter than a semester"]

[parameters]
scheme    = "VARCHAR"
regions   = "VARCHAR[]"
countries = "VARCHAR[]"
year_from = "INTEGER"
year_to   = "INTEGER"

[disclosure]
people  = ["students_out", "students_in"]
by      = ["region"]
depends = { semesters_out = ["students_out"], semesters_in = ["students_in"] }
totals  = ["cards/exchange_balance"]

[metric]
number      = 10
definition  = "Semesters that partners' students spent here minus semesters that ours spent there, under student exchange agreements, added over the chosen academic years; an academic year is two semesters. As a ratio: the difference divided by the sum, from -1 (only out) to 1 (only in)."
denominator = "semesters in both directions"
source      = "placements, live or completed, under an agreement of the kind student exchange"
is_not      = "Not a count of students, and not the use of places. Stays shorter than a semester weigh nothing."

[chart]
kind        = "bar"
x           = "region"
y           = ["semesters_in", "semesters_out"]
orientation = "horizontal"

[columns]
region        = { title = "Region" }
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
    group by region
)

select
    region,
    students_out,
    cast(semesters_out as bigint) as semesters_out,
    students_in,
    cast(semesters_in as bigint) as semesters_in,
    cast(semesters_in - semesters_out as bigint) as balance,
    (semesters_in - semesters_out) / nullif(semesters_in + semesters_out, 0) as ratio
from counted
order by region
