/*---
title    = "Partners on the agenda"
question = "What has been agreed with the partners whose agreements are to be decided, and how is it used?"
grain    = "one row per active agreement with a partner, in the region, of which an agreement ends by a year after the summit"
ignores  = { period = "students of the last three complete academic years" }

[parameters]
summit_date = { type = "DATE", title = "Day of the summit; without one, the as-of date" }

[columns]
decide_by    = { title = "First to be decided by", unit = "date", description = "the earliest of the partner's agreements" }
since        = { title = "Since", unit = "date", description = "start of the first agreement with the partner" }
end_date     = { description = "empty where it has none" }
owner        = { title = "Lead", description = "the faculty lead; else the unit" }
students_out = { title = "Students out", measure = "placed", description = "at this partner and place in the last three complete academic years" }
students_in  = { title = "Students in", measure = "placed", description = "from this partner and place in the last three complete academic years" }
use_out      = { title = "Use, out", unit = "share", unbounded = true, description = "placements out among places out" }
use_in       = { title = "Use, in", unit = "share", unbounded = true, description = "placements in among places in" }
review_outcome = { title = "It said", description = "the last review" }
risk         = { title = "Risk" }
city         = { title = "City" }
agreement    = { title = "Agreement", description = "its type" }
---*/
with agenda as (
    select
        partner_key,
        place_iso3,
        min(active_until) as first_end
    from renewal_proposals($as_of, $policy_years, $scheme, $regions, $countries)
    where has_fixed_end and active_until < coalesce($summit_date, $as_of) + interval 12 month
    group by all
),

begun as (
    select
        partner_key,
        min(start_date) as since
    from agreements
    group by partner_key
)

select
    active.partner,
    active.place,
    active.agreement_kind as agreement,
    coalesce(active.lead_faculty, active.owning_unit) as owner,
    active.start_date,
    case when active.active_until < date '9999-12-31' then active.active_until end as end_date,
    active.places_out_per_year,
    active.places_in_per_year,
    coalesce(in_words(active.risk_level), 'Not recorded') as risk,
    active.last_review_date,
    outcome_in_words(active.review_outcome) as review_outcome,
    used.students_out,
    used.students_in,
    used.use_out,
    used.use_in,
    least(agenda.first_end, $summit_date) as decide_by,
    begun.since,
    active.partner_type,
    active.partner_city as city,
    active.agreement_id,
    active.partner_key
from agenda
inner join active_agreements($as_of, $scheme, $regions, $countries) as active
    on agenda.partner_key = active.partner_key and agenda.place_iso3 = active.place_iso3
left join begun on agenda.partner_key = begun.partner_key
left join place_use_in('last_3', $scheme, $regions, $countries) as used
    on agenda.partner_key = used.partner_key and agenda.place_iso3 = used.place
order by
    agenda.first_end,
    active.partner,
    active.active_until,
    active.agreement_id
