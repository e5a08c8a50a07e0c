/*---
title     = "What was done about a fault"
question  = "What was done about a row or value that could not be used?"
grain     = "one value: row rejected, value cleared, value generated, or value kept and reported"
arguments = ["effect"]
returns   = "value"
---*/
select
    case effect
        when 'rejected' then 'row rejected'
        when 'cleared' then 'value cleared'
        when 'generated' then 'value generated'
        when 'reported' then 'value reported, and kept'
        else effect
    end
