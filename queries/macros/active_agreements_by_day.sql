/*---
title     = "Active agreements on the same day of every year"
question  = "Which agreements are active on a day, and which were on the same day of earlier years?"
grain     = "one row per day and agreement that is active on it; one without an agreement for a day with none"
excludes  = ["drafts", "terminated agreements, in earlier years too: the exports do not say when they ended"]
arguments = ["on_day", "in_scheme", "in_regions", "in_countries"]
returns   = "table"

[columns]
day = { title = "Day", unit = "date" }
---*/
select
    days.day,
    agreed.*
from days_back(on_day) as days
left join agreements_in(in_scheme, in_regions, in_countries) as agreed
    on days.day between agreed.active_from and agreed.active_until
