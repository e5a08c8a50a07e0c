/*---
title    = "What needs attention now"
question = "Which agreements end soon, wait for a review, wait for compliance, or lie dormant?"
grain    = "one row per agreement and reason, by date"
owner    = "Global Education Office"
reviewed = 2026-11-22
reviewer = "Global Education Office"
reviewed_content = "6c134f025726"
excludes = ["drafts and terminated agreements", "regions to which fewer students went, for which see the change by region"]

[parameters]
scheme    = "VARCHAR"
regions   = "VARCHAR[]"
countries = "VARCHAR[]"
as_of         = "DATE"
policy_years  = "INTEGER"
what          = { type = "VARCHAR", default = "Everything", title = "What", choices = ["Everything", "Ends before a summit", "Ends soon", "Review overdue", "Compliance review pending", "Dormant"] }
within_months = { type = "INTEGER", default = 12, title = "Ends within, months", choices = [6, 12, 24] }

[chart]
kind  = "table"
title = "All of it, by date"

[columns]
date         = { title = "Date", unit = "date", description = "the day that it ends, was due, or has waited 90 days; for dormant agreements the end of the third year" }
reason       = { title = "What", description = "for agreements that end before the next summit of their region, with its name" }
partner      = { title = "Who" }
region       = { title = "Region" }
detail       = { title = "How it stands" }
place        = { title = "Country or place" }
agreement_id = { title = "Agreement" }
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

in_force as (
    select
        agreements.*,
        membership.region,
        cast(
            coalesce(agreements.next_review_date, agreements.review_from + $policy_years * interval 1 year) as date
        ) as due_date
    from agreements
    inner join membership on agreements.place_iso3 = membership.iso3
    where $as_of between agreements.active_from and agreements.active_until
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

latest as (
    select max(year) as last_year
    from academic_years
    where
        last_day < $as_of
        and has_placements
),

thirds as (
    select
        latest.last_year,
        newest.last_day
    from latest
    inner join academic_years as oldest on latest.last_year - 2 = oldest.year
    inner join academic_years as newest on latest.last_year = newest.year
    where oldest.has_placements
),

used as (
    select distinct agreement_use.agreement_id
    from agreement_use
    inner join thirds on agreement_use.year between thirds.last_year - 2 and thirds.last_year
),

reasons as (
    select
        in_force.agreement_id,
        in_force.active_until as date,
        case
            when in_force.active_until < next_summits.summit_date then 'Ends before a summit'
            else 'Ends soon'
        end as topic,
        next_summits.summit,
        in_force.active_until - $as_of as days,
        'left' as detail
    from in_force
    left join next_summits on in_force.place_iso3 = next_summits.iso3
    where
        in_force.has_fixed_end
        and in_force.renewed_on is null
        and in_force.active_until < $as_of + $within_months * interval 1 month
    union all
    select
        agreement_id,
        due_date as date,
        'Review overdue' as topic,
        null as summit,
        $as_of - due_date as days,
        'overdue' as detail
    from in_force
    where due_date < $as_of
    union all
    select
        agreement_id,
        cast(coalesce(signed_date, start_date) + interval 90 day as date) as date,
        'Compliance review pending' as topic,
        null as summit,
        $as_of - coalesce(signed_date, start_date) as days,
        'waiting' || coalesce(', risk ' || risk_level, '') as detail
    from in_force
    where compliance_review = 'pending' and coalesce(signed_date, start_date) < $as_of - interval 90 day
    union all
    select
        in_force.agreement_id,
        thirds.last_day as date,
        'Dormant' as topic,
        null as summit,
        null as days,
        'nobody went or came in three years' as detail
    from in_force
    cross join thirds
    left join used on in_force.agreement_id = used.agreement_id
    where
        in_force.is_mobility
        and in_force.active_from <= $as_of - interval 3 year
        and used.agreement_id is null
        and exists (select agreement_use.year from agreement_use)
)

select
    reasons.date,
    if(reasons.topic = 'Ends before a summit', 'Ends before ' || reasons.summit, reasons.topic) as reason,
    in_force.partner_name as partner,
    in_force.region,
    coalesce(format('{:,} day', reasons.days) || if(reasons.days = 1, ' ', 's '), '') || reasons.detail as detail,
    places.place,
    in_force.agreement_id
from reasons
inner join in_force on reasons.agreement_id = in_force.agreement_id
inner join places on in_force.place_iso3 = places.iso3
where $what in ('Everything', reasons.topic)
order by
    reasons.date,
    in_force.partner_name,
    in_force.agreement_id,
    reason
