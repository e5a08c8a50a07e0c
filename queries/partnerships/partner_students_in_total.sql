/*---
title    = "One partner: students of all years"
question = "How many different students went to this partner, and how many came, in all years together?"
grain    = "one row; none while no partner is chosen"
owner    = "Global Education Office"
reviewed = 2026-11-01
excludes = ["placements that name neither an agreement with the partner nor its identifier"]

[parameters]
partner = { type = "VARCHAR", default = "", title = "Partner's key" }

[disclosure]
people = ["students_out", "students_in"]
by     = []
totals = []

[chart]
kind = "table"

[columns]
students_out = { title = "Students out", unit = "people", description = "distinct students of ours who went" }
students_in  = { title = "Students in", unit = "people", description = "distinct students of the partner who came" }

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
)

select
    cast(
        count(distinct person_key) filter (where direction = 'outbound')
        + coalesce(sum(participants - 1) filter (where direction = 'outbound'), 0) as bigint
    ) as students_out,
    cast(
        count(distinct person_key) filter (where direction = 'inbound')
        + coalesce(sum(participants - 1) filter (where direction = 'inbound'), 0) as bigint
    ) as students_in
from met
having exists (
    select identified.agreement_id
    from identified
)
