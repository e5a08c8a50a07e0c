/*---
title    = "One partner: history"
question = "What has happened with this partner, and what is due?"
grain    = "one row per event in the life of an agreement with the chosen partner; none while no partner is chosen"
excludes = ["reviews before the last one, and the day on which an agreement was terminated: the exports do not hold them"]
ignores  = { place = "one partner, wherever it is" }

[parameters]
partner = { type = "VARCHAR", default = "", title = "Partner's key" }

[columns]
day        = { title = "Day", unit = "date" }
event      = { title = "What" }
unit       = { title = "Unit" }
is_to_come = { title = "Still to come", description = "after the as-of date" }

[[expect]]
given = { partner = "local:U159" }
rows  = "1.."
---*/
with chosen as (
    select
        *,
        case
            when $as_of between active_from and active_until
                then review_due_on(next_review_date, review_from, $policy_years)
        end as review_due
    from agreements
    where partner_key = $partner
)

select
    happened.day,
    happened.event,
    chosen.agreement_kind,
    chosen.owning_unit as unit,
    chosen.agreement_id,
    happened.day > $as_of as is_to_come
from chosen
cross join (
    values
    ('Proposed', chosen.proposed_date),
    ('Signed', chosen.signed_date),
    (concat_ws(', renewing ', 'Begins', chosen.renewed_from_id), chosen.start_date),
    (concat_ws(': ', 'Last review', replace(chosen.review_outcome, '_', ' ')), chosen.last_review_date),
    ('Review due', chosen.review_due),
    ('Last day', nullif(chosen.active_until, date '9999-12-31'))
) as happened (event, day)
where happened.day is not null
order by
    happened.day desc,
    chosen.agreement_id asc,
    happened.event asc
