/*---
title    = "Reviews overdue by region over time"
question = "In which regions are reviews of agreements overdue, and how has that moved?"
grain    = "one row per region and year: the as-of date and the same day of earlier years"
excludes = ["agreements without any date to count from"]
chart    = { kind = "line", x = "day", y = "overdue", series = "region" }

[columns]
overdue    = { title = "Reviews overdue", unit = "agreements", description = "active agreements whose review was due before the day" }
agreements = { title = "Active agreements", unit = "agreements" }
---*/
with occurring as (
    select distinct region
    from agreements_in($scheme, $regions, $countries)
),

due as (
    select
        day,
        region,
        agreement_id,
        review_was_due_on(day, next_review_date, last_review_date, start_date, $policy_years) as due_date
    from active_agreements_by_day($as_of, $scheme, $regions, $countries)
)

select
    occurring.region,
    days.day,
    count(*) filter (where due.due_date < days.day) as overdue,
    count(due.agreement_id) as agreements
from occurring
cross join days_back($as_of) as days
left join due on occurring.region = due.region and days.day = due.day
group by all
order by
    occurring.region,
    days.day
