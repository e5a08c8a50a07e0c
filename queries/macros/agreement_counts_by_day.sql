/*---
title     = "Agreements in force on the same day of every year"
question  = "How many agreements are in force on a day and on the same day of earlier years, and how many of them end soon, are overdue, or have a lead?"
grain     = "one row per day"
arguments = ["on_day", "years_between", "in_scheme", "in_regions", "in_countries"]
returns   = "table"

[columns]
agreements = { title = "Active agreements", unit = "agreements" }
partners   = { title = "Partners", unit = "partners", description = "distinct partners with an active agreement" }
countries  = { title = "Countries or places", unit = "countries", description = "with an active agreement" }
ending     = { title = "Ending within 12 months", unit = "agreements", description = "fixed terms that end on the day or later, and before the same day of the next year" }
overdue    = { title = "Reviews overdue", unit = "agreements", description = "active agreements whose review was due before the day" }
named      = { title = "On a named challenge", unit = "agreements", description = "earlier years are seen with the challenge that is named today" }
led        = { title = "With a faculty lead", unit = "agreements" }
---*/
with active as (
    select
        *,
        has_fixed_end and active_until < day + interval 12 month as is_ending,
        review_was_due_on(day, next_review_date, last_review_date, start_date, years_between) < day as is_overdue
    from active_agreements_by_day(on_day, in_scheme, in_regions, in_countries)
)

select
    day,
    count(agreement_id) as agreements,
    count(distinct partner_key) as partners,
    count(distinct nullif(place_iso3, 'ZZZ')) as countries,
    count(*) filter (where is_ending) as ending,
    count(*) filter (where is_overdue) as overdue,
    count(challenge_area) as named,
    count(lead_faculty) as led
from active
group by day
