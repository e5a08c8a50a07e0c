/*---
title    = "Events"
question = "What happened that a reader of a time series should know?"
grain    = "one row per event"

[columns]
date          = { title = "Date", unit = "date" }
end_date      = { title = "End", unit = "date" }
label         = { title = "Event" }
kind          = { title = "Kind" }
region        = { title = "Region", description = "that it touched; empty for everywhere" }
academic_year = { title = "Academic year", description = "that it falls into, by [academic_year] starts in engagement.toml" }
---*/
with dated as (
    select
        events.*,
        cast(extract(year from events.date) as integer)
        - cast(strftime(events.date, '%m-%d') < settings.year_starts as integer) as first_year
    from events
    cross join settings
)

select
    dated.date,
    dated.end_date,
    dated.label,
    dated.kind,
    dated.region,
    dated.first_year || '/' || (dated.first_year + 1) as academic_year
from dated
where
    dated.region is null
    or (dated.scheme = $scheme and (len($regions) = 0 or list_contains($regions, dated.region)))
order by
    dated.date,
    dated.label
