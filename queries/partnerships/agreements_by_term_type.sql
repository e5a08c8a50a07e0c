/*---
title    = "Agreements by how they end"
question = "How many agreements run for a fixed term, renew themselves, or have no end?"
grain    = "one row per type of term"
owner    = "Global Education Office"
reviewed = 2026-11-28

[chart]
kind        = "bar"
x           = "term"
y           = ["active", "agreements"]
orientation = "horizontal"

[columns]
term       = { title = "Term", description = "how the agreement ends" }
agreements = { title = "Agreements", unit = "agreements", description = "in the register, in any state" }
active     = { title = "Active agreements", unit = "agreements" }
---*/
select
    case term_type
        when 'fixed' then 'Fixed term'
        when 'auto_renew' then 'Renews itself'
        when 'open_ended' then 'No end'
        else 'Not known'
    end as term,
    count(*) as agreements,
    count(*) filter (where $as_of between active_from and active_until) as active
from agreements_in($scheme, $regions, $countries)
group by all
order by
    agreements desc,
    term asc
