/*---
title    = "Compliance and risk"
question = "How do the agreements in force stand in compliance review, and how risky are they?"
grain    = "one row per state of compliance review and level of risk"
owner    = "Global Education Office"
reviewed = 2026-11-22
reviewer = "Global Education Office"
reviewed_content = "4718d398228b"
excludes = ["drafts and terminated agreements"]

[parameters]
scheme    = "VARCHAR"
regions   = "VARCHAR[]"
countries = "VARCHAR[]"
as_of     = "DATE"

[metric]
number      = 27
definition  = "Active agreements by state of the compliance review and by level of risk; and those whose review is still pending more than 90 days after the signature, or the start where no signature is recorded."
denominator = "active agreements"
source      = "partnerships (compliance_review, risk_level, signed_date)"
is_not      = "Not an assessment of our own: it repeats what the office recorded. An agreement without a record is shown as not recorded, not as safe."

[chart]
kind   = "heatmap"
x      = "risk_level"
y      = "agreements"
series = "compliance_review"

[columns]
compliance_review = { title = "Compliance review" }
risk_level        = { title = "Risk" }
agreements        = { title = "Active agreements", unit = "agreements" }
pending_long      = { title = "Pending over 90 days", unit = "agreements", description = "of these" }
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

in_force as (
    select
        coalesce(agreements.compliance_review, 'not_recorded') as compliance_review,
        coalesce(agreements.risk_level, 'not_recorded') as risk_level,
        agreements.compliance_review = 'pending'
        and coalesce(agreements.signed_date, agreements.start_date) < $as_of - interval 90 day as is_pending_long
    from agreements
    inner join membership on agreements.place_iso3 = membership.iso3
    where $as_of between agreements.active_from and agreements.active_until
),

counted as (
    select
        compliance_review,
        risk_level,
        count(*) as agreements,
        count(*) filter (where is_pending_long) as pending_long
    from in_force
    group by all
),

reviews as (
    select
        reviews.place,
        reviews.compliance_review
    from (values (1, 'cleared'), (2, 'not_required'), (3, 'pending'), (4, 'restricted'), (5, 'not_recorded'))
        as reviews (place, compliance_review)
    where reviews.compliance_review in (select counted.compliance_review from counted)
),

risks as (
    select
        risks.place,
        risks.risk_level
    from (values (1, 'low'), (2, 'moderate'), (3, 'elevated'), (4, 'high'), (5, 'not_recorded'))
        as risks (place, risk_level)
    where risks.risk_level in (select counted.risk_level from counted)
)

select
    upper(left(reviews.compliance_review, 1))
    || replace(substr(reviews.compliance_review, 2), '_', ' ') as compliance_review,
    upper(left(risks.risk_level, 1)) || replace(substr(risks.risk_level, 2), '_', ' ') as risk_level,
    coalesce(counted.agreements, 0) as agreements,
    coalesce(counted.pending_long, 0) as pending_long
from reviews
cross join risks
left join counted on reviews.compliance_review = counted.compliance_review and risks.risk_level = counted.risk_level
order by
    reviews.place,
    risks.place
