/*---
title    = "Partners and what we do together"
question = "With which partners is an agreement in force, what is done together, who is the contact, and how many students went and came?"
grain    = "one row per partner and country or place with an active agreement"
ignores  = { period = "students of the last three complete academic years" }

[columns]
together     = { title = "Together", description = "types of the active agreements" }
contact      = { title = "Contact", description = "faculty leads here; else units" }
since        = { title = "Since", unit = "date", description = "start of the first agreement with the partner" }
students_out = { title = "Ours there", measure = "placed", description = "distinct students of ours in the last three complete academic years" }
students_in  = { title = "Theirs here", measure = "placed", description = "distinct students of the partner in the last three complete academic years" }
---*/
with begun as (
    select
        partner_key,
        min(start_date) as since
    from agreements
    group by partner_key
)

select
    active.partner,
    active.place,
    string_agg(distinct active.agreement_kind, ', ' order by active.agreement_kind) as together,
    string_agg(
        distinct coalesce(active.lead_faculty, active.unit), ', ' order by coalesce(active.lead_faculty, active.unit)
    ) as contact,
    begun.since,
    stays.placed_out as students_out,
    stays.placed_in as students_in,
    active.partner_key
from active_agreements($as_of, $scheme, $regions, $countries) as active
left join begun on active.partner_key = begun.partner_key
left join stays_both_ways('last_3') as stays
    on active.partner_key = stays.partner_key and active.place_iso3 = stays.place
group by all
order by
    active.place,
    active.partner,
    active.partner_key
