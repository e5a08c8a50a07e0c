/*---
title    = "Agreements by status"
question = "In which state is each agreement of the register on the as-of date?"
grain    = "one row per status"
chart    = { kind = "bar", y = "agreements" }

[columns]
status           = { title = "Status", description = "worked out from dates and workflow; the register's own flag goes stale" }
agreements       = { title = "Agreements", unit = "agreements" }
ending_12_months = { title = "Ending within 12 months", unit = "agreements", description = "of these, fixed terms that end within 12 months" }
---*/
with judged as (
    select
        agreement_status($as_of, workflow_status, active_from, active_until) as status,
        has_fixed_end and active_until < $as_of + interval 12 month as is_ending
    from agreements_in($scheme, $regions, $countries)
)

select
    status,
    count(*) as agreements,
    count(*) filter (where is_ending and status = 'active') as ending_12_months
from judged
group by status
order by
    list_position(
        ['active', 'not begun', 'draft', 'expired', 'superseded', 'terminated', 'indeterminate'], status
    )
