/*---
title     = "The last summit"
question  = "Which summit of what is chosen was the last before a day, and before the summit that a brief is for?"
grain     = "one row; none where there was none"
arguments = ["on_day", "before_day", "in_scheme", "in_regions", "in_countries"]
returns   = "table"
---*/
select *
from summits_in(in_scheme, in_regions, in_countries)
where date < least(on_day, coalesce(before_day, on_day))
order by
    date desc,
    summit_id asc
limit 1
