/*---
title    = "Agreements to decide for the summit"
question = "Which agreements end before the summit or within a year after it, until when must each be decided, and what is proposed?"
grain    = "one row per active agreement without a signed renewal whose fixed term ends by a year after the summit, or that renews itself although something speaks against it"
excludes = ["agreements that renew themselves, unless nobody uses them or the last review said to let them lapse"]

[parameters]
summit_date = { type = "DATE", title = "Day of the summit; without one, the as-of date" }

[columns]
owner        = { title = "Lead", description = "the faculty lead; else the unit" }
decide_by    = { title = "Decide by", unit = "date", description = "the last day for notice, else the end; the summit where it comes first" }
end_date     = { description = "empty where it renews itself" }
ends         = { title = "Ends", description = "before the summit, within a year after it, or by notice alone" }
cost         = { title = "Cost a year", description = "as recorded" }
review_outcome = { title = "It said", description = "the last review" }
risk         = { title = "Risk" }
has_lead     = { title = "Has a faculty lead" }
---*/
select
    partner,
    place,
    agreement_kind,
    coalesce(lead_faculty, unit, working_group) as owner,
    unit,
    coalesce(in_words(risk_level), 'Not recorded') as risk,
    places_out,
    students_out,
    students_in,
    use_out,
    currency || ' ' || format('{:,.0f}', annual_cost) as cost,
    last_review_date,
    outcome_in_words(review_outcome) as review_outcome,
    case when active_until < date '9999-12-31' then active_until end as end_date,
    least(notice_by, case when active_until < date '9999-12-31' then active_until end, $summit_date) as decide_by,
    proposal,
    reason,
    case
        when not has_fixed_end then 'by notice'
        when $summit_date is null then 'within a year'
        when active_until < $summit_date then 'before the summit'
        else 'within a year after'
    end as ends,
    notice_months,
    annual_cost,
    currency,
    has_faculty_lead as has_lead,
    working_group,
    agreement_id,
    partner_key
from renewal_proposals($as_of, $policy_years, $scheme, $regions, $countries)
where not has_fixed_end or active_until < coalesce($summit_date, $as_of) + interval 12 month
order by
    decide_by,
    partner,
    agreement_id
