/*---
title    = "Summits, past and to come"
question = "Which summits were there, which come next, and how many of their region's agreements are ready?"
grain    = "one row per summit whose region holds a chosen country or place; the next one first, then the past"
owner    = "Global Education Office"
reviewed = 2026-11-22
reviewer = "Global Education Office"
reviewed_content = "124eabeeb909"
excludes = ["drafts and terminated agreements", "for past summits, what was ready: the exports do not say"]

[parameters]
scheme    = "VARCHAR"
regions   = "VARCHAR[]"
countries = "VARCHAR[]"
as_of        = "DATE"
policy_years = "INTEGER"

[chart]
kind = "table"

[columns]
summit        = { title = "Summit" }
date          = { title = "Date", unit = "date" }
city          = { title = "City" }
brief_due     = { title = "Brief due", unit = "date" }
days_left     = { title = "Days left", unit = "days", description = "to the summit; empty for past ones" }
agreements    = { title = "Active agreements", unit = "agreements", description = "of the summit's region, on the as-of date; for past summits on the day of the summit" }
ready         = { title = "Ready", unit = "agreements", description = "in force until the summit or renewed, no review overdue, no compliance review pending over 90 days" }
ending        = { title = "End before it", unit = "agreements", description = "without a signed renewal" }
overdue       = { title = "Reviews overdue", unit = "agreements" }
pending       = { title = "Compliance pending", unit = "agreements", description = "for more than 90 days" }
working_group = { title = "Working group" }
place         = { title = "Country or place" }
summit_id     = { title = "Summit's identifier" }
---*/
with chosen as (
    select iso3
    from region_membership
    where
        scheme = $scheme
        and (len($regions) = 0 or list_contains($regions, region))
        and (len($countries) = 0 or list_contains($countries, iso3))
),

-- a summit keeps its region whole, also where only one of its countries is chosen
members as (
    select
        summits.summit_id,
        summits.date,
        region_membership.iso3,
        summits.date >= $as_of as is_to_come
    from summits
    inner join region_membership
        on
            summits.scheme = region_membership.scheme
            and summits.region = region_membership.region
),

kept as (
    select distinct members.summit_id
    from members
    inner join chosen on members.iso3 = chosen.iso3
),

judged as (
    select
        members.summit_id,
        members.is_to_come,
        agreements.has_fixed_end
        and agreements.renewed_on is null
        and agreements.active_until < members.date as is_ending,
        coalesce(agreements.next_review_date, agreements.review_from + $policy_years * interval 1 year)
        < $as_of as is_overdue,
        agreements.compliance_review = 'pending'
        and coalesce(agreements.signed_date, agreements.start_date) < $as_of - interval 90 day as is_pending
    from members
    inner join agreements
        on
            members.iso3 = agreements.place_iso3
            and least(members.date, $as_of) between agreements.active_from and agreements.active_until
),

counted as (
    select
        summit_id,
        count(*) as agreements,
        count(*) filter (
            where
            is_to_come
            and not coalesce(is_ending, false)
            and not coalesce(is_overdue, false)
            and not coalesce(is_pending, false)
        ) as ready,
        count(*) filter (where is_ending) as ending,
        count(*) filter (where is_overdue) as overdue,
        count(*) filter (where is_pending) as pending
    from judged
    group by summit_id
)

select
    summits.name as summit,
    summits.date,
    summits.city,
    summits.brief_due,
    case when summits.date >= $as_of then summits.date - $as_of end as days_left,
    coalesce(counted.agreements, 0) as agreements,
    case when summits.date >= $as_of then coalesce(counted.ready, 0) end as ready,
    case when summits.date >= $as_of then coalesce(counted.ending, 0) end as ending,
    case when summits.date >= $as_of then coalesce(counted.overdue, 0) end as overdue,
    case when summits.date >= $as_of then coalesce(counted.pending, 0) end as pending,
    working_groups.name as working_group,
    places.place,
    summits.summit_id
from summits
inner join kept on summits.summit_id = kept.summit_id
left join counted on summits.summit_id = counted.summit_id
left join places on summits.host_country = places.iso3
left join working_groups on summits.working_group_id = working_groups.working_group_id
order by
    summits.date < $as_of,
    abs(summits.date - $as_of),
    summits.summit_id
