/*---
title    = "Regions to choose from"
question = "Which regions does each scheme have, and which countries or places are in them?"
grain    = "one row per scheme and country or place"

[columns]
scheme  = { title = "Scheme" }
version = { title = "Version", description = "the one in force" }
region  = { title = "Region", description = "regions with a summit first" }
iso3    = { title = "ISO code", unit = "iso3" }
---*/
with visited as (
    select
        scheme,
        region,
        min(date) as first_summit
    from summits
    group by all
)

select
    region_membership.scheme,
    region_membership.version,
    region_membership.region,
    region_membership.iso3
from region_membership
left join visited on region_membership.scheme = visited.scheme and region_membership.region = visited.region
order by
    region_membership.scheme,
    region_membership.region in ('Outside the scheme', 'No country recorded'),
    visited.first_summit is null,
    visited.first_summit,
    region_membership.region,
    region_membership.iso3
