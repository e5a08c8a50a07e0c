/*---
title     = "Targets of a metric"
question  = "What has been set as a target for what is chosen?"
grain     = "one row per academic year with a target"
arguments = ["metric", "in_scheme", "in_regions", "in_countries"]
returns   = "table"

[columns]
year   = { title = "Year", unit = "year" }
target = { title = "Target" }
---*/
-- targets are set for the institution and for single regions
select
    year,
    value as target
from targets
where
    metric_id = metric
    and scope = case
        when len(in_countries) > 0 or len(in_regions) > 1 then null
        when len(in_regions) = 1 then in_scheme || '/' || in_regions[1]
        else 'institution'
    end
