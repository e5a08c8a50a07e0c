/*---
title        = "Agreements, with the days on which each is active"
question     = "From which day to which day is an agreement active?"
grain        = "one row per agreement"
materialized = "table"

[columns]
agreement_id         = { title = "Agreement" }
renewed_from_id      = { title = "Renewal of" }
partner_key          = { title = "Partner's key", description = "identifier within its scheme; country and name where there is none" }
partner_id           = { title = "Partner's identifier" }
partner_name         = { title = "Partner" }
partner_type         = { title = "Type of partner" }
place_iso3           = { title = "Country or place", unit = "iso3", description = "the partner's; ZZZ where none is recorded" }
partner_city         = { title = "City" }
agreement_type       = { title = "Type of agreement" }
agreement_kind       = { title = "Type of agreement", description = "the type in words, as printed" }
agreement_type_raw   = { title = "Type of agreement as delivered" }
is_mobility          = { title = "For mobility", description = "people go abroad under it: exchange, study abroad, joint or dual degree, internship, cotutelle" }
is_binding           = { title = "Binding" }
level                = { title = "Level" }
owning_unit          = { title = "Unit" }
lead_faculty         = { title = "Faculty lead", description = "as named in the register" }
has_faculty_lead     = { title = "Has a faculty lead" }
challenge_area       = { title = "Challenge" }
working_group_id     = { title = "Working group" }
workflow_status      = { title = "Workflow status" }
proposed_date        = { title = "Proposed", unit = "date" }
signed_date          = { title = "Signed", unit = "date" }
start_date           = { title = "Start", unit = "date" }
end_date             = { title = "End", unit = "date" }
term_type            = { title = "Term" }
notice_months        = { title = "Notice", unit = "months" }
active_from          = { title = "Active from", unit = "date", description = "the start; 1900-01-01 where no day is known" }
active_until         = { title = "Active until", unit = "date", description = "9999-12-31 where it has no end; the day before its renewal where it is superseded; empty where it is a draft or terminated, or its end is not known" }
has_fixed_end        = { title = "Ends by itself", description = "a fixed term that no renewal has superseded" }
renewed_on           = { title = "Renewal begins", unit = "date", description = "start of the signed agreement that renews this one" }
last_review_date     = { title = "Last review", unit = "date" }
review_outcome       = { title = "Outcome of the last review" }
next_review_date     = { title = "Next review", unit = "date" }
review_from          = { title = "Reviewed or begun", unit = "date", description = "last review, or the start where there was none: the policy's years run from here" }
places_out_per_year  = { title = "Places out", unit = "places", description = "per academic year" }
places_in_per_year   = { title = "Places in", unit = "places", description = "per academic year" }
compliance_review    = { title = "Compliance review" }
pending_since        = { title = "Pending since", unit = "date", description = "of a pending compliance review: the signature, or the start where none is recorded" }
risk_level           = { title = "Risk" }
annual_cost          = { title = "Annual cost", unit = "amount" }
currency             = { title = "Currency" }
---*/
-- Active on day t means: active_from <= t and active_until >= t.
with renewals as (
    select
        renewed_from_id as agreement_id,
        min(start_date) as renewed_on
    from partnerships
    where renewed_from_id is not null and coalesce(workflow_status, 'signed') not in ('proposed', 'negotiating')
    group by all
),

ends as (
    select
        agreement_id,
        case
            when term_type in ('auto_renew', 'open_ended') then date '9999-12-31'
            else end_date
        end as term_end,
        coalesce(workflow_status, 'signed') as workflow
    from partnerships
)

select
    partnerships.agreement_id,
    partnerships.renewed_from_id,
    case
        when partnerships.partner_id is null
            then concat_ws(':', partnerships.partner_country, partnerships.partner_name)
        else concat_ws(':', partnerships.partner_id_scheme, partnerships.partner_id)
    end as partner_key,
    partnerships.partner_id,
    partnerships.partner_name,
    partnerships.partner_type,
    coalesce(partnerships.partner_country, 'ZZZ') as place_iso3,
    partnerships.partner_city,
    partnerships.agreement_type,
    case partnerships.agreement_type
        when 'general_mou' then 'General MOU'
        else upper(left(partnerships.agreement_type, 1)) || replace(substr(partnerships.agreement_type, 2), '_', ' ')
    end as agreement_kind,
    partnerships.agreement_type_raw,
    partnerships.agreement_type in (
        'student_exchange', 'study_abroad_affiliation', 'joint_degree', 'dual_degree', 'internship', 'cotutelle'
    ) as is_mobility,
    partnerships.binding as is_binding,
    partnerships.level,
    partnerships.owning_unit,
    partnerships.lead_faculty,
    partnerships.lead_faculty is not null as has_faculty_lead,
    partnerships.challenge_area,
    partnerships.working_group_id,
    partnerships.workflow_status,
    partnerships.proposed_date,
    partnerships.signed_date,
    partnerships.start_date,
    partnerships.end_date,
    partnerships.term_type,
    partnerships.notice_months,
    -- in the register without a readable day: begun, who knows when
    coalesce(partnerships.start_date, date '1900-01-01') as active_from,
    case
        when ends.workflow in ('proposed', 'negotiating', 'terminated') then null
        when ends.workflow = 'superseded' and renewals.renewed_on is null then null
        when ends.workflow = 'superseded' then least(ends.term_end, cast(renewals.renewed_on - interval 1 day as date))
        else ends.term_end
    end as active_until,
    partnerships.term_type = 'fixed' and ends.workflow <> 'superseded' as has_fixed_end,
    renewals.renewed_on,
    partnerships.last_review_date,
    partnerships.review_outcome,
    partnerships.next_review_date,
    coalesce(partnerships.last_review_date, partnerships.start_date) as review_from,
    partnerships.places_out_per_year,
    partnerships.places_in_per_year,
    partnerships.compliance_review,
    case
        when partnerships.compliance_review = 'pending'
            then coalesce(partnerships.signed_date, partnerships.start_date)
    end as pending_since,
    partnerships.risk_level,
    partnerships.annual_cost,
    partnerships.currency
from partnerships
inner join ends on partnerships.agreement_id = ends.agreement_id
left join renewals on partnerships.agreement_id = renewals.agreement_id
order by partnerships.agreement_id
