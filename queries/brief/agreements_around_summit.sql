/*---
title    = "Agreements that end around the summit"
question = "Which agreements in force end before the summit, or within a year after it?"
grain    = "one row per active agreement of a fixed term that ends by a year after the summit"
excludes = ["agreements that renew themselves or have no end"]

[parameters]
summit_date = { type = "DATE", title = "Day of the summit; without one, the as-of date" }
summit      = { type = "VARCHAR", title = "Name of the summit" }

[columns]
ends           = { title = "Ends", description = "before the summit, by its name, or within a year after it" }
review_outcome = { title = "Last review said" }
renewed_on     = { description = "where a signed renewal is in the register" }
---*/
select
    partner,
    place,
    agreement_kind,
    unit,
    lead_faculty,
    active_until as end_date,
    case
        when $summit_date is null then 'within a year'
        when active_until < $summit_date then 'before ' || coalesce($summit, 'the summit')
        else 'within a year after'
    end as ends,
    replace(review_outcome, '_', ' ') as review_outcome,
    renewed_on,
    agreement_id
from active_agreements($as_of, $scheme, $regions, $countries)
where has_fixed_end and active_until < coalesce($summit_date, $as_of) + interval 12 month
order by
    active_until,
    partner,
    agreement_id
