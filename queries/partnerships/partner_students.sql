/*---
title    = "One partner: students both ways"
question = "How many students went to this partner, and how many came?"
grain    = "one row per academic year; none while no partner is chosen"
chart    = { kind = "line", y = ["students_out", "students_in"] }
ignores  = { place = "one partner, wherever it is" }

[parameters]
partner = { type = "VARCHAR", default = "", title = "Partner's key" }

[[expect]]
given = { partner = "local:U159" }
rows  = "1.."
---*/
select
    academic_year,
    students_out,
    students_in,
    is_complete
from partner_stays_each_period($partner)
where kind = 'year' and has_placements
order by academic_year
