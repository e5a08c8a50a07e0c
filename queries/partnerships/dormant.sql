/*---
title    = "Dormant agreements, one by one"
question = "Under which mobility agreements did nobody go or come in the last three complete academic years?"
grain    = "one row per dormant agreement"
owner    = "Global Education Office"
reviewed = 2026-11-22
reviewer = "Global Education Office"
reviewed_content = "13dae2e55467"
excludes = ["agreements younger than three years", "agreements that are not about mobility"]

[parameters]
scheme    = "VARCHAR"
regions   = "VARCHAR[]"
countries = "VARCHAR[]"
as_of     = "DATE"

[chart]
kind = "table"

[columns]
partner         = { title = "Partner" }
place           = { title = "Country or place" }
region          = { title = "Region" }
agreement_kind  = { title = "Kind of agreement" }
unit            = { title = "Unit" }
start_date      = { title = "Start", unit = "date" }
last_used       = { title = "Last used", description = "academic year of the last placement either way; empty where there was none" }
places_per_year = { title = "Places agreed", unit = "people", description = "out and in, per academic year" }
agreement_id    = { title = "Agreement" }
---*/
with membership as (
    select
        iso3,
        region
    from region_membership
    where
        scheme = $scheme
        and (len($regions) = 0 or list_contains($regions, region))
        and (len($countries) = 0 or list_contains($countries, iso3))
),

latest as (
    select max(year) as last_year
    from academic_years
    where
        last_day < $as_of
        and has_placements
),

last_uses as (
    select
        agreement_use.agreement_id,
        max(agreement_use.year) as year
    from agreement_use
    inner join latest on agreement_use.year <= latest.last_year
    group by agreement_use.agreement_id
)

select
    agreements.partner_name as partner,
    places.place,
    membership.region,
    agreements.agreement_kind,
    agreements.owning_unit as unit,
    agreements.start_date,
    last_uses.year || '/' || (last_uses.year + 1) as last_used,
    coalesce(agreements.places_out_per_year, 0) + coalesce(agreements.places_in_per_year, 0) as places_per_year,
    agreements.agreement_id
from agreements
cross join latest
inner join membership on agreements.place_iso3 = membership.iso3
inner join places on agreements.place_iso3 = places.iso3
inner join academic_years as oldest on latest.last_year - 2 = oldest.year
left join last_uses on agreements.agreement_id = last_uses.agreement_id
where
    agreements.is_mobility
    and $as_of between agreements.active_from and agreements.active_until
    and agreements.active_from <= $as_of - interval 3 year
    and oldest.has_placements
    and coalesce(last_uses.year, 0) < latest.last_year - 2
    and exists (select agreement_use.year from agreement_use)
order by
    places_per_year desc,
    agreements.partner_name asc,
    agreements.agreement_id asc
