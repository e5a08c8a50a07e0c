/*---
title    = "Compliance reviews pending over 90 days"
question = "How many agreements in force have waited for their compliance review for more than 90 days?"
grain    = "one row: the as-of date; the exports do not say how reviews stood before"
owner    = "Global Education Office"
reviewed = 2026-11-22
reviewer = "Global Education Office"
reviewed_content = "eae602620c77"
excludes = ["drafts and terminated agreements", "registers that record no compliance review at all"]

[parameters]
scheme    = "VARCHAR"
regions   = "VARCHAR[]"
countries = "VARCHAR[]"
as_of     = "DATE"

[card]
value    = "pending_long"
period   = "day"
complete = "is_complete"
base     = "agreements"
better   = "down"

[columns]
day          = { title = "Day", unit = "date" }
pending_long = { title = "Pending over 90 days", unit = "agreements", description = "since the signature, or the start where none is recorded" }
agreements   = { title = "Active agreements", unit = "agreements" }
is_complete  = { title = "Complete", description = "always true: a day's state does not run on" }
---*/
with membership as (
    select iso3
    from region_membership
    where
        scheme = $scheme
        and (len($regions) = 0 or list_contains($regions, region))
        and (len($countries) = 0 or list_contains($countries, iso3))
),

in_force as (
    select
        agreements.agreement_id,
        agreements.compliance_review = 'pending'
        and coalesce(agreements.signed_date, agreements.start_date) < $as_of - interval 90 day as is_pending_long
    from agreements
    inner join membership on agreements.place_iso3 = membership.iso3
    where $as_of between agreements.active_from and agreements.active_until
)

select
    $as_of as day,
    count(*) filter (where is_pending_long) as pending_long,
    count(*) as agreements,
    true as is_complete
from in_force
having exists (
    select agreements.agreement_id
    from agreements
    where agreements.compliance_review is not null
)
