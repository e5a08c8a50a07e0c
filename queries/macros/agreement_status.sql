/*---
title     = "Status of an agreement"
question  = "In which state is an agreement on a day, by its dates and its workflow?"
grain     = "one value: draft, active, terminated, superseded, not begun, expired or indeterminate"
arguments = ["on_day", "workflow", "first_day", "last_day"]
returns   = "value"
---*/
select
    case
        when workflow in ('proposed', 'negotiating') then 'draft'
        when on_day between first_day and last_day then 'active'
        when workflow in ('terminated', 'superseded') then workflow
        when first_day > on_day then 'not begun'
        when last_day < on_day then 'expired'
        else 'indeterminate'
    end
