/*---
title    = "One partner: students of all years"
question = "How many different students went to this partner, and how many came, in all years together?"
grain    = "one row; none while no partner is chosen"
owner    = "Global Education Office"
reviewed = 2026-11-28
excludes = ["placements that name neither an agreement with the partner nor its identifier"]

[parameters]
partner = { type = "VARCHAR", default = "", title = "Partner's key" }

[chart]
kind = "table"

[columns]
students_out = { title = "Students out", measure = "students", description = "distinct students of ours who went" }
students_in  = { title = "Students in", measure = "students", description = "distinct students of the partner who came" }

[[expect]]
given = { partner = "local:U159" }
rows  = "1.."
---*/
select
    sum(students) filter (where direction = 'outbound') as students_out,
    sum(students) filter (where direction = 'inbound') as students_in
from partner_stays_by_partner_key_country_period_direction
where period = 'all' and partner_key = $partner
having
    exists (
        select agreements.agreement_id
        from agreements
        where agreements.partner_key = $partner
    )
