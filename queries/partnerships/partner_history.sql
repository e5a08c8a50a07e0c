/*---
title    = "One partner: history"
question = "What has happened with this partner, and what is due?"
grain    = "one row per event in the life of an agreement with the chosen partner; none while no partner is chosen"
owner    = "Global Education Office"
reviewed = 2026-11-01
excludes = ["reviews before the last one, and the day on which an agreement was terminated: the exports do not hold them"]

[parameters]
as_of        = "DATE"
policy_years = "INTEGER"
partner      = { type = "VARCHAR", default = "", title = "Partner's key" }

[chart]
kind = "table"

[columns]
day            = { title = "Day", unit = "date" }
event          = { title = "What" }
agreement_kind = { title = "Kind of agreement" }
unit           = { title = "Unit" }
agreement_id   = { title = "Agreement" }
is_to_come     = { title = "Still to come", description = "after the as-of date" }

[[expect]]
given = { partner = "local:U159" }
rows  = "1.."
---*/
with chosen as (
    select
        agreements.*,
        coalesce($as_of between agreements.active_from and agreements.active_until, false) as is_active
    from agreements
    where agreements.partner_key = $partner
),

happened as (
    select
        agreement_id,
        agreement_kind,
        owning_unit,
        proposed_date as day,
        'Proposed' as event
    from chosen
    union all
    select
        agreement_id,
        agreement_kind,
        owning_unit,
        signed_date as day,
        'Signed' as event
    from chosen
    union all
    select
        agreement_id,
        agreement_kind,
        owning_unit,
        start_date as day,
        case when renewed_from_id is null then 'Begins' else 'Begins, renewing ' || renewed_from_id end as event
    from chosen
    union all
    select
        agreement_id,
        agreement_kind,
        owning_unit,
        last_review_date as day,
        concat_ws(': ', 'Last review', replace(review_outcome, '_', ' ')) as event
    from chosen
    union all
    select
        agreement_id,
        agreement_kind,
        owning_unit,
        cast(coalesce(next_review_date, review_from + $policy_years * interval 1 year) as date) as day,
        'Review due' as event
    from chosen
    where is_active
    union all
    select
        agreement_id,
        agreement_kind,
        owning_unit,
        active_until as day,
        'Last day' as event
    from chosen
    where active_until < date '9999-12-31'
)

select
    happened.day,
    happened.event,
    happened.agreement_kind,
    happened.owning_unit as unit,
    happened.agreement_id,
    happened.day > $as_of as is_to_come
from happened
where happened.day is not null
order by
    happened.day desc,
    happened.agreement_id asc,
    happened.event asc
