/*---
title    = "Compliance reviews pending over 90 days"
question = "Which agreements in force still wait for their compliance review?"
grain    = "one row per active agreement whose review is pending for more than 90 days"
owner    = "Global Education Office"
reviewed = 2026-11-22
reviewer = "Global Education Office"
reviewed_content = "4ea219bbddad"
excludes = ["drafts and terminated agreements"]

[parameters]
scheme    = "VARCHAR"
regions   = "VARCHAR[]"
countries = "VARCHAR[]"
as_of     = "DATE"

[chart]
kind = "table"

[columns]
partner        = { title = "Partner" }
place          = { title = "Country or place" }
region         = { title = "Region" }
agreement_kind = { title = "Kind of agreement" }
unit           = { title = "Unit" }
risk_level     = { title = "Risk" }
since          = { title = "Since", unit = "date", description = "the signature, or the start where none is recorded" }
days_pending   = { title = "Days pending", unit = "days" }
agreement_id   = { title = "Agreement" }
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
)

select
    agreements.partner_name as partner,
    places.place,
    membership.region,
    agreements.agreement_kind,
    agreements.owning_unit as unit,
    agreements.risk_level,
    coalesce(agreements.signed_date, agreements.start_date) as since,
    $as_of - coalesce(agreements.signed_date, agreements.start_date) as days_pending,
    agreements.agreement_id
from agreements
inner join membership on agreements.place_iso3 = membership.iso3
inner join places on agreements.place_iso3 = places.iso3
where
    agreements.compliance_review = 'pending'
    and $as_of between agreements.active_from and agreements.active_until
    and coalesce(agreements.signed_date, agreements.start_date) < $as_of - interval 90 day
order by
    since,
    agreements.partner_name,
    agreements.agreement_id
