/*---
title    = "One partner: students of all years"
question = "How many different students went to this partner, and how many came, in all years together?"
grain    = "one row; none while no partner is chosen"
ignores  = { place = "one partner, wherever it is", period = "all years together" }

[parameters]
partner = { type = "VARCHAR", default = "", title = "Partner's key" }

[[expect]]
rows  = 1
given = { partner = "local:U159" }
---*/
select
    students_out,
    students_in
from partner_stays_each_period($partner)
where period = 'all'
