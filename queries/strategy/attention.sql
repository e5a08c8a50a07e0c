/*---
title    = "Action items"
question = "Which agreements end soon, wait for a review, wait for compliance, or are dormant?"
grain    = "one row per agreement and reason, by date"
excludes = ["regions to which fewer students went, for which see the change by region"]
chart    = { kind = "table", title = "Action items, by date" }

[parameters]
what          = { type = "VARCHAR", default = "Everything", title = "What", choices = ["Everything", "Ends before a summit", "Ends soon", "Review overdue", "Compliance review pending", "Dormant"] }
within_months = { type = "INTEGER", default = 12, title = "Ends within, months", choices = [6, 12, 24] }

[columns]
date   = { title = "Date", unit = "date", description = "the day that it ends, was due, or has waited 90 days; for dormant agreements the end of the third year" }
reason = { title = "What", description = "for agreements that end before the next summit of their region, with its name" }
detail = { title = "Status" }
---*/
with active as (
    select
        *,
        review_due_on(next_review_date, review_from, $policy_years) as due_date
    from active_agreements($as_of, $scheme, $regions, $countries)
),

next_summits as (
    -- by place: the scheme that a summit names is not always the one that is chosen
    select
        region_membership.iso3,
        min(summits.date) as summit_date,
        first(summits.name order by summits.date, summits.summit_id) as summit
    from summits
    inner join region_membership
        on
            summits.scheme = region_membership.scheme
            and summits.region = region_membership.region
    where summits.date >= $as_of
    group by region_membership.iso3
),

reasons as (
    select
        active.agreement_id,
        active.active_until as date,
        case
            when active.active_until < next_summits.summit_date then 'Ends before a summit'
            else 'Ends soon'
        end as topic,
        next_summits.summit,
        active.active_until - $as_of as days,
        'left' as detail
    from active
    left join next_summits on active.place_iso3 = next_summits.iso3
    where
        active.has_fixed_end
        and active.renewed_on is null
        and active.active_until < $as_of + $within_months * interval 1 month
    union all
    select
        agreement_id,
        due_date as date,
        'Review overdue' as topic,
        null as summit,
        $as_of - due_date as days,
        'overdue' as detail
    from active
    where due_date < $as_of
    union all
    select
        agreement_id,
        cast(pending_since + interval 90 day as date) as date,
        'Compliance review pending' as topic,
        null as summit,
        $as_of - pending_since as days,
        'waiting' || coalesce(', risk ' || risk_level, '') as detail
    from active
    where is_pending_long(pending_since, $as_of)
    union all
    select
        mobile.agreement_id,
        mobile.known_until as date,
        'Dormant' as topic,
        null as summit,
        null as days,
        'nobody went or came in three years' as detail
    from mobility_agreements_by_day($as_of, $scheme, $regions, $countries) as mobile
    where mobile.is_dormant and mobile.day = $as_of
)

select
    reasons.date,
    if(reasons.topic = 'Ends before a summit', 'Ends before ' || reasons.summit, reasons.topic) as reason,
    active.partner,
    active.region,
    coalesce(format('{:,} day', reasons.days) || if(reasons.days = 1, ' ', 's '), '') || reasons.detail as detail,
    active.lead_faculty,
    active.unit,
    active.place,
    active.agreement_id,
    active.partner_key
from reasons
inner join active on reasons.agreement_id = active.agreement_id
where $what in ('Everything', reasons.topic)
order by
    reasons.date,
    active.partner,
    active.agreement_id,
    reason
