/*---
title    = "Agreement register"
question = "Which agreements are there, and in which state is each?"
grain    = "one row per agreement"

[parameters]
state = { type = "VARCHAR", default = "", title = "State", choices = ["", "active", "ending within 6 months", "ending within 12 months", "ending within 24 months", "review overdue", "not begun", "draft", "expired", "superseded", "terminated", "indeterminate"] }
wanted = { type = "VARCHAR", default = "", title = "Words of a partner, place, type, unit or faculty lead" }

[columns]
status         = { title = "Status", description = "on the as-of date, worked out from dates and workflow" }
review_due     = { title = "Review due", unit = "date", description = "for active agreements; recorded, or by policy" }
working_group  = { title = "Working group" }
term           = { title = "Term" }
days_left      = { title = "Days left", unit = "days", description = "for active agreements of a fixed term" }
delivered_kind = { title = "Type as delivered" }
---*/
with judged as (
    select
        agreements.*,
        working_groups.name as working_group,
        agreement_status(
            $as_of, agreements.workflow_status, agreements.active_from, agreements.active_until
        ) as status
    from agreements_in($scheme, $regions, $countries) as agreements
    left join working_groups on agreements.working_group_id = working_groups.working_group_id
),

described as (
    select
        *,
        case when status = 'active' and has_fixed_end then active_until - $as_of end as days_left,
        case
            when status = 'active' then review_due_on(next_review_date, review_from, $policy_years)
        end as review_due,
        concat_ws(
            ' ', agreement_id, partner, place, region, agreement_kind, agreement_type_raw, unit, lead_faculty,
            working_group
        ) as words
    from judged
)

select
    agreement_id,
    partner,
    place,
    agreement_kind,
    status,
    end_date,
    review_due,
    unit,
    lead_faculty,
    working_group,
    risk_level,
    region,
    replace(term_type, '_', ' ') as term,
    start_date,
    days_left,
    agreement_type_raw as delivered_kind,
    partner_key
from described
where
    case
        when $state in ('', status) then true
        when $state = 'review overdue' then review_due < $as_of
        -- the months are the only number in the name of the state
        when $state like 'ending within %'
            then
                days_left >= 0
                and active_until < $as_of + cast(regexp_extract($state, '\d+') as integer) * interval 1 month
    end
    and contains(strip_accents(lower(words)), strip_accents(lower($wanted)))
order by
    partner,
    start_date,
    agreement_id
