/*---
title    = "One partner: students both ways"
question = "How many students went to this partner, and how many came?"
grain    = "one row per academic year; none while no partner is chosen"
owner    = "Global Education Office"
reviewed = 2026-11-28
excludes = ["placements that name neither an agreement with the partner nor its identifier"]

[parameters]
partner = { type = "VARCHAR", default = "", title = "Partner's key" }

[chart]
kind     = "line"
x        = "academic_year"
y        = ["students_out", "students_in"]
complete = "is_complete"

[columns]
students_out = { title = "Students out", measure = "students", description = "distinct students of ours who went" }
students_in  = { title = "Students in", measure = "students", description = "distinct students of the partner who came" }

[[expect]]
given = { partner = "local:U159" }
rows  = "1.."
---*/
select
    periods.academic_year,
    sum(stays.students) filter (where stays.direction = 'outbound') as students_out,
    sum(stays.students) filter (where stays.direction = 'inbound') as students_in,
    periods.is_complete
from periods
left join partner_stays_by_partner_key_country_period_direction as stays
    on periods.period = stays.period and stays.partner_key = $partner
where
    periods.kind = 'year'
    and periods.has_placements
    and exists (
        select agreements.agreement_id
        from agreements
        where agreements.partner_key = $partner
    )
group by all
order by periods.academic_year
