/*---
title    = "Agreements that end soon"
question = "Which agreements in force end in the coming months, and when?"
grain    = "one row per active agreement of a fixed term that ends within the chosen months"
excludes = ["agreements that renew themselves or have no end"]
chart    = { kind = "timeline", label = "partner", series = "region" }

[parameters]
within_months = { type = "INTEGER", default = 24, title = "Ends within, months", choices = [6, 12, 24, 36] }

[columns]
days_left      = { title = "Days left", unit = "days", description = "from the as-of date to the last day in force" }
notice_by      = { title = "Notice by", unit = "date", description = "the last day on which notice can be given, where a period of notice is recorded" }
review_outcome = { title = "Last review said" }
renewed_on     = { description = "where a signed renewal is in the register" }
---*/
select
    partner,
    place,
    region,
    agreement_kind,
    lead_faculty,
    unit,
    start_date,
    active_until as end_date,
    active_until - $as_of as days_left,
    cast(active_until - notice_months * interval 1 month as date) as notice_by,
    replace(review_outcome, '_', ' ') as review_outcome,
    renewed_on,
    agreement_id,
    partner_key
from active_agreements($as_of, $scheme, $regions, $countries)
where has_fixed_end and active_until < $as_of + $within_months * interval 1 month
order by
    active_until,
    partner,
    agreement_id
