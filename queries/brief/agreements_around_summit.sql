/*---
title    = "Agreements that end around the summit"
question = "Which agreements in force end before the summit, or within a year after it?"
grain    = "one row per active agreement of a fixed term that ends by a year after the summit"
owner    = "Global Education Office"
reviewed = 2026-11-01
excludes = ["agreements that renew themselves or have no end", "drafts and terminated agreements"]

[parameters]
scheme      = "VARCHAR"
regions     = "VARCHAR[]"
countries   = "VARCHAR[]"
as_of       = "DATE"
summit_date = { type = "DATE", title = "Day of the summit; without one, the as-of date" }
summit      = { type = "VARCHAR", title = "Name of the summit" }

[chart]
kind = "table"

[columns]
partner        = { title = "Partner" }
place          = { title = "Country or place" }
agreement_kind = { title = "Kind of agreement" }
unit           = { title = "Unit" }
end_date       = { title = "End", unit = "date" }
ends           = { title = "Ends", description = "before the summit, by its name, or within a year after it" }
review_outcome = { title = "Last review said" }
renewed_on     = { title = "Renewal begins", unit = "date", description = "where a signed renewal is in the register" }
agreement_id   = { title = "Agreement" }
---*/
with membership as (
    select iso3
    from region_membership
    where
        scheme = $scheme
        and (len($regions) = 0 or list_contains($regions, region))
        and (len($countries) = 0 or list_contains($countries, iso3))
)

select
    agreements.partner_name as partner,
    places.place,
    agreements.agreement_kind,
    agreements.owning_unit as unit,
    agreements.active_until as end_date,
    case
        when $summit_date is null then 'within a year'
        when agreements.active_until < $summit_date then 'before ' || coalesce($summit, 'the summit')
        else 'within a year after'
    end as ends,
    replace(agreements.review_outcome, '_', ' ') as review_outcome,
    agreements.renewed_on,
    agreements.agreement_id
from agreements
inner join membership on agreements.place_iso3 = membership.iso3
inner join places on agreements.place_iso3 = places.iso3
where
    $as_of between agreements.active_from and agreements.active_until
    and agreements.has_fixed_end
    and agreements.active_until < coalesce($summit_date, $as_of) + interval 12 month
order by
    agreements.active_until,
    agreements.partner_name,
    agreements.agreement_id
