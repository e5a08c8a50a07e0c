/*---
title    = "Dormant agreements"
question = "Of the mobility agreements that had time to be used, how many was nobody exchanged under?"
grain    = "one row per year: the as-of date and the same day of earlier years that three complete academic years precede"
owner    = "Global Education Office"
reviewed = 2026-11-22
reviewer = "Global Education Office"
reviewed_content = "9d32964ed0c6"
excludes = ["agreements younger than three years", "agreements that are not about mobility", "years for which placements carry no agreement"]

[parameters]
scheme    = "VARCHAR"
regions   = "VARCHAR[]"
countries = "VARCHAR[]"
as_of     = "DATE"

[metric]
number      = 8
definition  = "Active mobility agreements that began at least three years ago and under which nobody went or came in the last three complete academic years, divided by all active mobility agreements that began at least three years ago."
denominator = "active mobility agreements (student exchange, study abroad, joint or dual degree, internship, cotutelle) at least three years old"
source      = "partnerships; placements, both directions, live or completed, by their agreement"
is_not      = "Not a judgment of the partner: research and visits leave no trace here. A placement that was delivered without its agreement does not wake one up."

[card]
value    = "share"
period   = "day"
complete = "is_complete"
base     = "agreements"
better   = "down"

[chart]
kind = "line"
x    = "day"
y    = "share"

[columns]
day         = { title = "Day", unit = "date" }
dormant     = { title = "Dormant", unit = "agreements", description = "without a placement either way in the last three complete academic years" }
agreements  = { title = "Mobility agreements", unit = "agreements", description = "active and at least three years old" }
share       = { title = "Dormant, %", unit = "share" }
is_complete = { title = "Complete", description = "always true: a day's state does not run on" }

[[expect]]
none = "share not between 0 and 1"
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

days as (
    select cast($as_of - back.years * interval 1 year as date) as day
    from generate_series(0, 10) as back (years)
),

windows as (
    select
        days.day,
        max(academic_years.year) as last_year
    from days
    inner join academic_years on days.day > academic_years.last_day
    group by days.day
),

known_windows as (
    select
        windows.day,
        windows.last_year
    from windows
    inner join academic_years as oldest on windows.last_year - 2 = oldest.year
    inner join academic_years as newest on windows.last_year = newest.year
    where
        oldest.has_placements
        and newest.has_placements
        -- where no placement names its agreement, nothing is known of use
        and exists (select agreement_use.year from agreement_use)
),

used as (
    select distinct
        known_windows.day,
        agreement_use.agreement_id
    from known_windows
    inner join agreement_use
        on agreement_use.year between known_windows.last_year - 2 and known_windows.last_year
),

judged as (
    select
        known_windows.day,
        agreements.agreement_id,
        used.agreement_id is null as is_dormant
    from known_windows
    inner join agreements
        on
            known_windows.day between agreements.active_from and agreements.active_until
            and agreements.active_from <= known_windows.day - interval 3 year
    inner join membership on agreements.place_iso3 = membership.iso3
    left join used on known_windows.day = used.day and agreements.agreement_id = used.agreement_id
    where agreements.is_mobility
)

select
    day,
    count(*) filter (where is_dormant) as dormant,
    count(*) as agreements,
    count(*) filter (where is_dormant) / count(*) as share,
    true as is_complete
from judged
group by day
order by day
