/*---
title    = "Agreements of a region at a glance"
question = "What does the institution have in force in each region, what ends soon, and when is the next summit?"
grain    = "one row per region of the scheme"
owner    = "Global Education Office"
reviewed = 2026-11-22
reviewer = "Global Education Office"
reviewed_content = "4eba8a440814"
excludes = ["people: figures about students stand in views of their own"]

[parameters]
scheme    = "VARCHAR"
regions   = "VARCHAR[]"
countries = "VARCHAR[]"
as_of        = "DATE"
policy_years = "INTEGER"

[chart]
kind = "table"

[columns]
region           = { title = "Region" }
countries        = { title = "Countries or places", unit = "countries", description = "in the region" }
active_countries = { title = "With an active agreement", unit = "countries" }
active_partners  = { title = "Partners", unit = "partners", description = "with an active agreement" }
active           = { title = "Active agreements", unit = "agreements" }
ending_12_months = { title = "Ending within 12 months", unit = "agreements" }
overdue          = { title = "Reviews overdue", unit = "agreements" }
next_summit      = { title = "Next summit" }
next_summit_date = { title = "Date of the summit", unit = "date" }
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

judged as (
    select
        agreements.agreement_id,
        agreements.partner_key,
        agreements.place_iso3,
        agreements.has_fixed_end and agreements.active_until < $as_of + interval 12 month as is_ending,
        coalesce(agreements.next_review_date, agreements.review_from + $policy_years * interval 1 year)
        < $as_of as is_overdue
    from agreements
    where $as_of between agreements.active_from and agreements.active_until
),

counted as (
    select
        membership.region,
        count(distinct membership.iso3) as countries,
        count(distinct judged.place_iso3) as active_countries,
        count(distinct judged.partner_key) as active_partners,
        count(judged.agreement_id) as active,
        count(judged.agreement_id) filter (where judged.is_ending) as ending_12_months,
        count(judged.agreement_id) filter (where judged.is_overdue) as overdue
    from membership
    left join judged on membership.iso3 = judged.place_iso3
    group by membership.region
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
