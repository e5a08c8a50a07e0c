/*---
title    = "One partner: history"
question = "What has happened with this partner, and what is due?"
grain    = "one row per event in the life of an agreement with the chosen partner; none while no partner is chosen"
owner    = "Global Education Office"
reviewed = 2026-11-28
excludes = ["reviews before the last one, and the day on which an agreement was terminated: the exports do not hold them"]

[parameters]
partner = { type = "VARCHAR", default = "", title = "Partner's key" }

[chart]
kind = "table"

[columns]
day        = { title = "Day", unit = "date" }
event      = { title = "What" }
unit       = { title = "Unit" }
is_to_come = { title = "Still to come", description = "after the as-of date" }

[[expect]]
given = { partner = "local:U159" }
rows  = "1.."
---*/
with events as (
    select
        agreement_id,
        agreement_kind,
        owning_unit as unit,
        unnest([
            {'event': 'Proposed', 'day': proposed_date},
            {'event': 'Signed', 'day': signed_date},
            {'event': concat_ws(', renewing ', 'Begins', renewed_from_id), 'day': start_date},
            {
                'event': concat_ws(': ', 'Last review', replace(review_outcome, '_', ' ')),
                'day': last_review_date
            },
            {
                'event': 'Review due',
                'day': case
                    when $as_of between active_from and active_until
                        then review_due_on(next_review_date, review_from, $policy_years)
                end
            },
            {'event': 'Last day', 'day': nullif(active_until, date '9999-12-31')}
        ], recursive := true)
    from agreements
    where partner_key = $partner
)

select
    day,
    event,
    agreement_kind,
    unit,
    agreement_id,
    day > $as_of as is_to_come
from events
where day is not null
order by
    day desc,
    agreement_id asc,
    event asc
