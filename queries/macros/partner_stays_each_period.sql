/*---
title     = "Students of one partner"
question  = "How many students went to a partner in each period, and how many came?"
grain     = "one row per period"
arguments = ["of_partner"]
returns   = "table"

[columns]
students_out = { title = "Students out", measure = "students", description = "distinct students of ours who went" }
students_in  = { title = "Students in", measure = "students", description = "distinct students of the partner who came" }
---*/
select
    periods.*,
    sum(stays.students) filter (where stays.direction = 'outbound') as students_out,
    sum(stays.students) filter (where stays.direction = 'inbound') as students_in
from periods
left join partner_stays_by_partner_key_country_period_direction as stays
    on periods.period = stays.period and stays.partner_key = of_partner
where
    exists (
        from agreements
        where agreements.partner_key = of_partner
    )
group by all
