/*---
title    = "Events"
question = "What happened that a reader of a time series should know?"
grain    = "one row per event"
owner    = "Global Education Office"
reviewed = 2026-11-28

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
    date,
    end_date,
    label,
    kind,
    region,
    first_year || '/' || (first_year + 1) as academic_year
from dated
where
    region is null
    or (scheme = $scheme and (len($regions) = 0 or list_contains($regions, region)))
order by
    date,
    label
