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
people  = ["students_out", "students_in"]
by      = ["academic_year"]
open    = ["is_complete"]
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
is_complete   = { title = "Complete", description = "the academic year is over" }

[[expect]]
given = { partner = "local:U159" }
rows  = "1.."
---*/
with identified as (
    select distinct
        agreement_id,
        partner_id
    from agreements
    where partner_key = $partner
),

met as (
    select
        stays.year,
        stays.direction,
        stays.person_key,
        stays.participants
    from stays
    where
        stays.agreement_id in (select identified.agreement_id from identified)
        or (
            stays.agreement_id is null
            and stays.partner_id in (
                select identified.partner_id
                from identified
                where identified.partner_id is not null
            )
        )
),

counted as (
    select
        year,
        count(distinct person_key) filter (where direction = 'outbound')
        + coalesce(sum(participants - 1) filter (where direction = 'outbound'), 0) as students_out,
        count(distinct person_key) filter (where direction = 'inbound')
        + coalesce(sum(participants - 1) filter (where direction = 'inbound'), 0) as students_in
    from met
    group by year
)

select
    academic_years.academic_year,
    cast(coalesce(counted.students_out, 0) as bigint) as students_out,
    cast(coalesce(counted.students_in, 0) as bigint) as students_in,
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
