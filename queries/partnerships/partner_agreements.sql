/*---
title    = "One partner: agreements"
question = "What has been agreed with this partner, and what is in force?"
grain    = "one row per agreement with the chosen partner; none while no partner is chosen"
owner    = "Global Education Office"
reviewed = 2026-11-01

[parameters]
as_of   = "DATE"
partner = { type = "VARCHAR", default = "", title = "Partner's key" }

[chart]
kind = "table"

[columns]
agreement_id   = { title = "Agreement" }
agreement_kind = { title = "Kind of agreement" }
place          = { title = "Country or place" }
unit           = { title = "Unit" }
status         = { title = "Status", description = "on the as-of date" }
start_date     = { title = "Start", unit = "date" }
end_date       = { title = "End", unit = "date" }
renewed_from   = { title = "Renewal of" }
places_out     = { title = "Places out", unit = "people", description = "per academic year" }
places_in      = { title = "Places in", unit = "people", description = "per academic year" }

[[expect]]
given = { partner = "local:U159" }
rows  = "1.."
---*/
select
    agreements.agreement_id,
    agreements.agreement_kind,
    places.place,
    agreements.owning_unit as unit,
    case
        when agreements.workflow_status in ('proposed', 'negotiating') then 'draft'
        when $as_of between agreements.active_from and agreements.active_until then 'active'
        when agreements.workflow_status = 'terminated' then 'terminated'
        when agreements.workflow_status = 'superseded' then 'superseded'
        when agreements.active_from > $as_of then 'not begun'
        when agreements.active_until < $as_of then 'expired'
        else 'indeterminate'
    end as status,
    agreements.start_date,
    agreements.end_date,
    agreements.renewed_from_id as renewed_from,
    agreements.places_out_per_year as places_out,
    agreements.places_in_per_year as places_in
from agreements
inner join places on agreements.place_iso3 = places.iso3
where agreements.partner_key = $partner
order by
    agreements.start_date,
    agreements.agreement_id
