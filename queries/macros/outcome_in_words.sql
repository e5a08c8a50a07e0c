/*---
title     = "Outcome of a review in words"
question  = "What did a review of an agreement say?"
grain     = "one value: renew, renew short, revise, let lapse or terminate"
arguments = ["outcome"]
returns   = "value"
---*/
select if(outcome = 'lapse', 'let lapse', replace(outcome, '_', ' '))
