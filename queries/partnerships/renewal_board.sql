/*---
title    = "Renewal board"
question = "Which agreements end in the coming months, and should each be renewed, looked at, or let lapse?"
grain    = "one row per active agreement of a fixed term that ends within the chosen months and has no signed renewal"
excludes = ["agreements that renew themselves or have no end"]

[parameters]
within_months = { type = "INTEGER", default = 12, title = "Ends within, months", choices = [6, 12, 24, 36] }
---*/
select
    partner,
    advice,
    reason,
    active_until as end_date,
    lead_faculty,
    unit,
    working_group,
    students_out,
    students_in,
    use_out,
    balance,
    last_review_date,
    review_due,
    risk_level,
    annual_cost,
    currency,
    agreement_kind,
    place,
    region,
    agreement_id,
    partner_key
from renewal_proposals($as_of, $policy_years, $scheme, $regions, $countries)
where has_fixed_end and active_until < $as_of + $within_months * interval 1 month
order by
    list_position(['let lapse', 'look', 'renew'], advice),
    end_date,
    partner,
    agreement_id
