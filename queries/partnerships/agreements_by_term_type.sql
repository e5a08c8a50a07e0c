/*---
title    = "Agreements by how they end"
question = "How many agreements run for a fixed term, renew themselves, or have no end?"
grain    = "one row per type of term"
chart    = { kind = "bar", y = ["active", "agreements"] }

[columns]
term = { title = "Term", description = "how the agreement ends" }
---*/
select
    case kind
        when 'fixed' then 'Fixed term'
        when 'auto_renew' then 'Renews itself'
        when 'open_ended' then 'No end'
        else 'Not known'
    end as term,
    agreements,
    active
from agreement_counts_by('term_type', $as_of, $policy_years, $scheme, $regions, $countries)
order by
    agreements desc,
    term asc
