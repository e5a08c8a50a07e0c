/*---
title     = "The day by which a review is due"
question  = "When is the next review of an agreement due?"
grain     = "one value: the day that is set, else the policy's years after the last review or the start"
arguments = ["next_review", "last_review", "years_between"]
returns   = "value"
---*/
select cast(coalesce(next_review, last_review + years_between * interval 1 year) as date)
