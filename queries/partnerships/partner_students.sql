/*---
title    = "One partner: students both ways"
question = "How many students went to this partner, and how many came?"
grain    = "one row per academic year; none while no partner is chosen"
owner    = "Global Education Office"
reviewed = 2026-11-01
excludes = ["placements that name neither an agreement with the partner nor its identifier"]

[parameters]
as_of   = "DATE"
partner = { type = "VARCHAR", default = "", title = "Partner's key" }

[disclosure]
people  = ["students_out", "students_in", "country_out", "country_in"]
by      = ["academic_year"]
open    = ["is_complete"]
parts   = { students_out = "country_out", students_in = "country_in" }
totals  = ["partnerships/partner_students_in_total"]

[chart]
kind     = "line"
x        = "academic_year"
y        = ["students_out", "students_in"]
complete = "is_complete"

[columns]
academic_year = { title = "Academic year" }
students_out  = { title = "Students out", unit = "people", description = "distinct students of ours who went" }
students_in   = { title = "Students in", unit = "people", description = "distinct students of the partner who came" }
country_out   = { title = "Out to its country", unit = "people", description = "distinct students of ours who went to the partner's country or place, with it or not" }
country_in    = { title = "In from its country", unit = "people", description = "distinct students who came from there, with it or not" }
is_complete   = { title = "Complete", description = "the academic year is over" }

[[expect]]
given = { partner = "local:U159" }
rows  = "1.."
---*/
with identified as (
    select distinct
        agreement_id,
        partner_id,
        place_iso3
    from agreements
    where partner_key = $partner
),

judged as (
    select
        stays.year,
        stays.direction,
        stays.person_key,
        stays.participants,
        stays.place_iso3,
        coalesce(
            stays.agreement_id in (select identified.agreement_id from identified)
            or (
                stays.agreement_id is null
                and stays.partner_id in (
                    select identified.partner_id
                    from identified
                    where identified.partner_id is not null
                )
            ),
            false
        ) as is_met
    from stays
),

-- the partner's countries or places, and wherever else a stay with it led
around as (
    select place_iso3 from identified
    union
    select place_iso3 from judged
    where is_met
),

nearby as (
    select
        year,
        direction,
        person_key,
        participants,
        is_met
    from judged
    where is_met or place_iso3 in (select around.place_iso3 from around)
),

counted as (
    select
        year,
        cast(
            count(distinct person_key) filter (where direction = 'outbound' and is_met)
            + coalesce(sum(participants - 1) filter (where direction = 'outbound' and is_met), 0) as bigint
        ) as students_out,
        cast(
            count(distinct person_key) filter (where direction = 'inbound' and is_met)
            + coalesce(sum(participants - 1) filter (where direction = 'inbound' and is_met), 0) as bigint
        ) as students_in,
        cast(
            count(distinct person_key) filter (where direction = 'outbound')
            + coalesce(sum(participants - 1) filter (where direction = 'outbound'), 0) as bigint
        ) as country_out,
        cast(
            count(distinct person_key) filter (where direction = 'inbound')
            + coalesce(sum(participants - 1) filter (where direction = 'inbound'), 0) as bigint
        ) as country_in
    from nearby
    group by year
)

select
    academic_years.academic_year,
    coalesce(counted.students_out, 0) as students_out,
    coalesce(counted.students_in, 0) as students_in,
    coalesce(counted.country_out, 0) as country_out,
    coalesce(counted.country_in, 0) as country_in,
    academic_years.last_day < $as_of as is_complete
from academic_years
left join counted on academic_years.year = counted.year
where
    academic_years.has_placements
    and exists (
        select identified.agreement_id
        from identified
    )
order by academic_years.year
