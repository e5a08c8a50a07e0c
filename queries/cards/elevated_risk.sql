/*---
title    = "Agreements at elevated or high risk"
question = "Of the agreements in force whose risk is recorded, how many stand at elevated or high risk?"
grain    = "one row: the as-of date; the exports do not say what the risk was before"
excludes = ["agreements without a level of risk"]
card     = { value = "share", base = "rated" }

[columns]
day         = { title = "Day", unit = "date" }
at_risk     = { title = "At elevated or high risk", unit = "agreements" }
rated       = { title = "Agreements with a level of risk", unit = "agreements", description = "active, and rated by the office" }
share       = { title = "At elevated or high risk, %", unit = "share" }
---*/
select
    $as_of as day,
    count(*) filter (where risk_level in ('elevated', 'high')) as at_risk,
    count(risk_level) as rated,
    at_risk / nullif(count(risk_level), 0) as share
from active_agreements($as_of, $scheme, $regions, $countries)
having count(risk_level) > 0
