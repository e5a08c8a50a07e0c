/*---
title    = "Agreements of a region at a glance"
question = "What does the institution have in force in each region, what ends soon, and when is the next summit?"
grain    = "one row per region of the scheme"
owner    = "Global Education Office"
reviewed = 2026-11-28
excludes = ["people: figures about students stand in views of their own"]

[chart]
kind = "table"

[columns]
countries        = { title = "Countries or places", unit = "countries", description = "in the region" }
active_countries = { title = "With an active agreement", unit = "countries" }
active_partners  = { title = "Partners", unit = "partners", description = "with an active agreement" }
active           = { title = "Active agreements", unit = "agreements" }
ending_12_months = { title = "Ending within 12 months", unit = "agreements" }
overdue          = { title = "Reviews overdue", unit = "agreements" }
next_summit      = { title = "Next summit" }
next_summit_date = { title = "Date of the summit", unit = "date" }
---*/
with active as (
    select
        *,
        has_fixed_end and active_until < $as_of + interval 12 month as is_ending,
        review_due_on(next_review_date, review_from, $policy_years) < $as_of as is_overdue
    from active_agreements($as_of, $scheme, $regions, $countries)
),

counted as (
    select
        chosen.region,
        count(distinct chosen.place) filter (where chosen.place <> 'ZZZ') as countries,
        count(distinct active.place_iso3) filter (where active.place_iso3 <> 'ZZZ') as active_countries,
        count(distinct active.partner_key) as active_partners,
        count(active.agreement_id) as active,
        count(*) filter (where active.is_ending) as ending_12_months,
        count(*) filter (where active.is_overdue) as overdue
    from chosen_countries($scheme, $regions, $countries) as chosen
    left join active on chosen.place = active.place_iso3
    group by chosen.region
),

to_come as (
    select
        region,
        min(date) as next_summit_date,
        arg_min(name, date) as next_summit
    from summits
    where scheme = $scheme and date >= $as_of
    group by region
)

select
    counted.region,
    counted.countries,
    counted.active_countries,
    counted.active_partners,
    counted.active,
    counted.ending_12_months,
    counted.overdue,
    to_come.next_summit,
    to_come.next_summit_date
from counted
left join to_come on counted.region = to_come.region
where counted.active > 0 or counted.region not in ('Outside the scheme', 'No country recorded')
order by
    counted.active desc,
    counted.region asc
