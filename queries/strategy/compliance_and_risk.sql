/*---
title    = "Compliance and risk"
question = "How do the agreements in force stand in compliance review, and how risky are they?"
grain    = "one row per state of compliance review and level of risk"
chart    = { kind = "heatmap", x = "risk_level", y = "agreements", series = "compliance_review" }

[metric]
number      = 27
definition  = "Active agreements by state of the compliance review and by level of risk; and those whose review is still pending more than 90 days after the signature, or the start where no signature is recorded."
denominator = "active agreements"
source      = "partnerships (compliance_review, risk_level, signed_date)"
is_not      = "Not an assessment of our own: it repeats what the office recorded. An agreement without a record is shown as not recorded, not as safe."

[columns]
agreements   = { title = "Active agreements", unit = "agreements" }
pending_long = { title = "Pending over 90 days", unit = "agreements", description = "of these" }
---*/
with counted as (
    select
        coalesce(compliance_review, 'not_recorded') as compliance_review,
        coalesce(risk_level, 'not_recorded') as risk_level,
        count(*) as agreements,
        count(*) filter (where is_pending_long(pending_since, $as_of)) as pending_long
    from active_agreements($as_of, $scheme, $regions, $countries)
    group by all
),

reviews as (
    select distinct compliance_review
    from counted
),

risks as (
    select distinct risk_level
    from counted
)

select
    in_words(reviews.compliance_review) as compliance_review,
    in_words(risks.risk_level) as risk_level,
    coalesce(counted.agreements, 0) as agreements,
    coalesce(counted.pending_long, 0) as pending_long
from reviews
cross join risks
left join counted
    on reviews.compliance_review = counted.compliance_review and risks.risk_level = counted.risk_level
order by
    list_position(['cleared', 'not_required', 'pending', 'restricted', 'not_recorded'], reviews.compliance_review),
    list_position(['low', 'moderate', 'elevated', 'high', 'not_recorded'], risks.risk_level)
