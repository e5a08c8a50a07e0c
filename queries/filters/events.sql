/*---
title    = "Events"
question = "What happened that a reader of a time series should know?"
grain    = "one row per event"
owner    = "Global Education Office"
reviewed = 2026-11-01

[parameters]
scheme    = "VARCHAR"
regions   = "VARCHAR[]"

[columns]
date     = { title = "Date", unit = "date" }
end_date = { title = "End", unit = "date" }
label    = { title = "Event" }
kind     = { title = "Kind" }
region   = { title = "Region", description = "that it touched; empty for everywhere" }
---*/
select
    date,
    end_date,
    label,
    kind,
    region
from events
where
    region is null
    or (scheme = $scheme and (len($regions) = 0 or list_contains($regions, region)))
order by
    date,
    label
