/*---
title     = "Compliance review pending for long"
question  = "Has a compliance review been pending for more than 90 days?"
grain     = "one value: false, too, where none is pending"
arguments = ["pending_since", "on_day"]
returns   = "value"
---*/
select coalesce(pending_since < on_day - interval 90 day, false)
