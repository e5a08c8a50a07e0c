/*---
title        = "Region membership"
question     = "Which region does each country or place belong to, in each scheme?"
grain        = "one row per scheme and country or place, and one for records that name none"
materialized = "table"

[columns]
scheme  = { title = "Scheme" }
version = { title = "Version", description = "the latest version of the scheme, which is the one in force" }
region  = { title = "Region", description = "'Outside the scheme' where the scheme does not name the place; 'No country recorded' for ZZZ" }
iso3    = { title = "ISO code", unit = "iso3", description = "every country or place; ZZZ stands for records that name none" }
---*/
-- Every place has exactly one region in every scheme, so an inner join drops and multiplies nothing.
with in_force as (
    select
        scheme,
        max(version) as version
    from regions
    group by all
),

every_place as (
    select iso3 from countries
    union
    select iso3 from regions
),

covered as (
    select
        in_force.scheme,
        in_force.version,
        coalesce(regions.region, 'Outside the scheme') as region,
        every_place.iso3
    from in_force
    cross join every_place
    left join regions
        on
            in_force.scheme = regions.scheme
            and in_force.version = regions.version
            and every_place.iso3 = regions.iso3
)

select
    scheme,
    version,
    region,
    iso3
from covered
union all
select
    scheme,
    version,
    'No country recorded' as region,
    'ZZZ' as iso3
from in_force
order by scheme, iso3
