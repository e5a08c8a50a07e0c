/*---
title    = "Expiry pipeline"
question = "How many agreements in force end within 6, 12 and 24 months?"
grain    = "one row per window of time"
excludes = ["agreements that renew themselves or have no end"]
chart    = { kind = "bar", y = "agreements", orientation = "vertical" }

[metric]
number      = 6
definition  = "Active agreements of a fixed term whose last day is in the window. A window begins on its first day and ends the day before the next begins: the first runs from the as-of date to the day before the same day six months on."
denominator = "none, it is a count of agreements; active agreements of a fixed term stand beside it"
source      = "partnerships"
is_not      = "Not a forecast: an agreement that will be renewed counts until its renewal is in the register."

[columns]
ends_within  = { title = "Ends within" }
first_day    = { title = "From", unit = "date" }
last_day     = { title = "To", unit = "date" }
agreements   = { title = "Agreements", unit = "agreements", description = "active fixed terms that end in the window" }
cumulative   = { title = "Since the as-of date", unit = "agreements", description = "this window and those before it" }
active_fixed = { title = "Active fixed terms", unit = "agreements" }
---*/
with fixed_terms as (
    select
        agreement_id,
        active_until
    from active_agreements($as_of, $scheme, $regions, $countries)
    where has_fixed_end
),

windows as (
    select
        months.ends_within,
        cast($as_of + months.first * interval 1 month as date) as first_day,
        cast($as_of + months.until * interval 1 month - interval 1 day as date) as last_day
    from (values ('Under 6 months', 0, 6), ('6 to 12 months', 6, 12), ('12 to 24 months', 12, 24))
        as months (ends_within, first, until)
    where exists (select agreements.agreement_id from agreements)
),

counted as (
    select
        windows.*,
        count(fixed_terms.agreement_id) as agreements
    from windows
    left join fixed_terms on fixed_terms.active_until between windows.first_day and windows.last_day
    group by all
)

select
    ends_within,
    first_day,
    last_day,
    agreements,
    cast(sum(agreements) over (order by first_day) as bigint) as cumulative,
    (select count(*) from fixed_terms) as active_fixed
from counted
order by first_day
