/*---
title    = "Agreements that end soon"
question = "Which agreements in force end in the coming months, and when?"
grain    = "one row per active agreement of a fixed term that ends within the chosen months"
owner    = "Global Education Office"
reviewed = 2026-11-22
reviewer = "Global Education Office"
reviewed_content = "c4dd1707f7bd"
excludes = ["agreements that renew themselves or have no end", "drafts and terminated agreements"]

[parameters]
scheme    = "VARCHAR"
regions   = "VARCHAR[]"
countries = "VARCHAR[]"
as_of         = "DATE"
within_months = { type = "INTEGER", default = 24, title = "Ends within, months", choices = [6, 12, 24, 36] }

[chart]
kind   = "timeline"
start  = "start_date"
end    = "end_date"
label  = "partner"
series = "region"

[columns]
partner        = { title = "Partner" }
place          = { title = "Country or place" }
region         = { title = "Region" }
agreement_kind = { title = "Kind of agreement" }
unit           = { title = "Unit" }
start_date     = { title = "Start", unit = "date" }
end_date       = { title = "End", unit = "date" }
days_left      = { title = "Days left", unit = "days", description = "from the as-of date to the last day in force" }
notice_by      = { title = "Notice by", unit = "date", description = "the last day on which notice can be given, where a period of notice is recorded" }
review_outcome = { title = "Last review said" }
renewed_on     = { title = "Renewal begins", unit = "date", description = "where a signed renewal is in the register" }
agreement_id   = { title = "Agreement" }
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
)

select
    agreements.partner_name as partner,
    places.place,
    membership.region,
    agreements.agreement_kind,
    agreements.owning_unit as unit,
    agreements.start_date,
    agreements.active_until as end_date,
    agreements.active_until - $as_of as days_left,
    cast(agreements.active_until - agreements.notice_months * interval 1 month as date) as notice_by,
    replace(agreements.review_outcome, '_', ' ') as review_outcome,
    agreements.renewed_on,
    agreements.agreement_id
from agreements
inner join membership on agreements.place_iso3 = membership.iso3
inner join places on agreements.place_iso3 = places.iso3
where
    agreements.has_fixed_end
    and $as_of between agreements.active_from and agreements.active_until
    and agreements.active_until < $as_of + $within_months * interval 1 month
order by
    agreements.active_until,
    agreements.partner_name,
    agreements.agreement_id
