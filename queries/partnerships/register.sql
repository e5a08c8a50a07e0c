/*---
title    = "Agreement register"
question = "Which agreements are there, and in which state is each?"
grain    = "one row per agreement"
owner    = "Global Education Office"
reviewed = 2026-11-22
reviewer = "Global Education Office"
reviewed_content = "9a11b3d63b29"

[parameters]
scheme    = "VARCHAR"
regions   = "VARCHAR[]"
countries = "VARCHAR[]"
as_of        = "DATE"
policy_years = "INTEGER"
state = { type = "VARCHAR", default = "", title = "State", choices = ["", "active", "ending within 6 months", "ending within 12 months", "ending within 24 months", "review overdue", "not begun", "draft", "expired", "superseded", "terminated", "indeterminate"] }
wanted = { type = "VARCHAR", default = "", title = "Words of a partner, place, kind or unit" }

[chart]
kind = "table"

[columns]
agreement_id   = { title = "Agreement" }
partner        = { title = "Partner" }
place          = { title = "Country or place" }
agreement_kind = { title = "Kind of agreement" }
status         = { title = "Status", description = "on the as-of date, worked out from dates and workflow" }
end_date       = { title = "End", unit = "date" }
review_due     = { title = "Review due", unit = "date", description = "for active agreements; recorded, or by policy" }
unit           = { title = "Unit" }
region         = { title = "Region" }
term           = { title = "Term" }
start_date     = { title = "Start", unit = "date" }
days_left      = { title = "Days left", unit = "days", description = "for active agreements of a fixed term" }
delivered_kind = { title = "Kind as delivered" }
partner_key    = { title = "Partner's key" }
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

judged as (
    select
        agreements.*,
        places.place,
        membership.region,
        case
            when agreements.workflow_status in ('proposed', 'negotiating') then 'draft'
            when $as_of between agreements.active_from and agreements.active_until then 'active'
            when agreements.workflow_status = 'terminated' then 'terminated'
            when agreements.workflow_status = 'superseded' then 'superseded'
            when agreements.active_from > $as_of then 'not begun'
            when agreements.active_until < $as_of then 'expired'
            else 'indeterminate'
        end as status,
        case
            when agreements.has_fixed_end and $as_of between agreements.active_from and agreements.active_until
                then agreements.active_until - $as_of
        end as days_left,
        case
            when $as_of between agreements.active_from and agreements.active_until
                then
                    cast(
                        coalesce(agreements.next_review_date, agreements.review_from + $policy_years * interval 1 year)
                        as date
                    )
        end as review_due,
        lower(
            concat_ws(
                ' ',
                agreements.agreement_id,
                agreements.partner_name,
                places.place,
                membership.region,
                agreements.agreement_kind,
                agreements.agreement_type_raw,
                agreements.owning_unit
            )
        ) as told
    from agreements
    inner join membership on agreements.place_iso3 = membership.iso3
    inner join places on agreements.place_iso3 = places.iso3
)

select
    agreement_id,
    partner_name as partner,
    place,
    agreement_kind,
    status,
    end_date,
    review_due,
    owning_unit as unit,
    region,
    replace(term_type, '_', ' ') as term,
    start_date,
    days_left,
    agreement_type_raw as delivered_kind,
    partner_key
from judged
where
    (
        $state in ('', status)
        or ($state = 'ending within 6 months' and days_left >= 0 and active_until < $as_of + interval 6 month)
        or ($state = 'ending within 12 months' and days_left >= 0 and active_until < $as_of + interval 12 month)
        or ($state = 'ending within 24 months' and days_left >= 0 and active_until < $as_of + interval 24 month)
        or ($state = 'review overdue' and review_due < $as_of)
    )
    and contains(strip_accents(told), strip_accents(lower($wanted)))
order by
    partner,
    start_date,
    agreement_id
