/*---
title    = "Reviews overdue, one by one"
question = "Which agreements in force should have been reviewed by now?"
grain    = "one row per active agreement whose review is overdue"
owner    = "Global Education Office"
reviewed = 2026-11-22
reviewer = "Global Education Office"
reviewed_content = "e021ee4545f1"
excludes = ["drafts and terminated agreements", "agreements without any date to count from"]

[parameters]
scheme    = "VARCHAR"
regions   = "VARCHAR[]"
countries = "VARCHAR[]"
as_of        = "DATE"
policy_years = "INTEGER"

[chart]
kind = "table"

[columns]
partner          = { title = "Partner" }
place            = { title = "Country or place" }
region           = { title = "Region" }
agreement_kind   = { title = "Kind of agreement" }
unit             = { title = "Unit" }
last_review_date = { title = "Last review", unit = "date" }
due_date         = { title = "Due", unit = "date", description = "recorded, or the policy's years after the last review or the start" }
days_overdue     = { title = "Days overdue", unit = "days" }
is_date_recorded = { title = "Date recorded", description = "the day is in the export; otherwise it follows from the policy" }
agreement_id     = { title = "Agreement" }
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

due as (
    select
        agreements.*,
        cast(
            coalesce(agreements.next_review_date, agreements.review_from + $policy_years * interval 1 year) as date
        ) as due_date
    from agreements
    where $as_of between agreements.active_from and agreements.active_until
)

select
    due.partner_name as partner,
    places.place,
    membership.region,
    due.agreement_kind,
    due.owning_unit as unit,
    due.last_review_date,
    due.due_date,
    $as_of - due.due_date as days_overdue,
    due.next_review_date is not null as is_date_recorded,
    due.agreement_id
from due
inner join membership on due.place_iso3 = membership.iso3
inner join places on due.place_iso3 = places.iso3
where due.due_date < $as_of
order by
    due.due_date,
    due.partner_name,
    due.agreement_id
