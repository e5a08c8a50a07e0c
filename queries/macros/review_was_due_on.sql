/*---
title     = "The day by which a review was due, as known on an earlier day"
question  = "When was the next review of an agreement due, as far as was known on a day?"
grain     = "one value: a review after that day is not known yet, and the policy's years run from the start"
arguments = ["on_day", "next_review", "last_review", "begun", "years_between"]
returns   = "value"
---*/
select
    case
        when last_review > on_day then review_due_on(null, begun, years_between)
        else review_due_on(next_review, coalesce(last_review, begun), years_between)
    end
