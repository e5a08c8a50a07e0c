/*---
title    = "One partner: agreements"
question = "What has been agreed with this partner, and what is in force?"
grain    = "one row per agreement with the chosen partner; none while no partner is chosen"
ignores  = { place = "one partner, wherever it is" }

[parameters]
partner = { type = "VARCHAR", default = "", title = "Partner's key" }

[columns]
unit         = { title = "Unit" }
working_group = { title = "Working group" }
status       = { title = "Status", description = "on the as-of date" }
renewed_from = { title = "Renewal of" }
places_out   = { title = "Places out", unit = "places", description = "per academic year" }
places_in    = { title = "Places in", unit = "places", description = "per academic year" }

[[expect]]
given = { partner = "local:U159" }
rows  = "1.."
---*/
select
    agreements.agreement_id,
    agreements.agreement_kind,
    places.place,
    agreements.lead_faculty,
    agreements.owning_unit as unit,
    working_groups.name as working_group,
    agreements.risk_level,
    agreement_status(
        $as_of, agreements.workflow_status, agreements.active_from, agreements.active_until
    ) as status,
    agreements.start_date,
    agreements.end_date,
    agreements.renewed_from_id as renewed_from,
    agreements.places_out_per_year as places_out,
    agreements.places_in_per_year as places_in
from agreements
inner join places on agreements.place_iso3 = places.iso3
left join working_groups on agreements.working_group_id = working_groups.working_group_id
where agreements.partner_key = $partner
order by
    agreements.start_date,
    agreements.agreement_id
