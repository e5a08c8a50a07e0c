/*---
title    = "Challenge focus"
question = "How much of the work is on the most challenging problems?"
grain    = "one row per challenge area, and one for none named"
owner    = "Global Education Office"
reviewed = 2026-11-22
reviewer = "Global Education Office"
reviewed_content = "245df1628435"
excludes = ["drafts and terminated agreements", "inbound placements", "applications that did not lead abroad"]

[parameters]
scheme    = "VARCHAR"
regions   = "VARCHAR[]"
countries = "VARCHAR[]"
year_from = "INTEGER"
year_to   = "INTEGER"
as_of     = "DATE"

[disclosure]
people = ["students"]
by     = ["challenge_area"]
open   = ["agreements", "agreements_share"]
shares = { placements_share = [] }
totals = ["placements/students"]

[metric]
number      = 28
definition  = "Active agreements on a named challenge area, divided by all active agreements; and placements abroad under agreements on it, divided by all placements abroad in the chosen years."
denominator = "all active agreements; all placements abroad, those without an agreement included"
source      = "partnerships (challenge_area); placements by their agreement"
is_not      = "Not a measure of research: only what an agreement's record names. A placement without an agreement is on none."

[chart]
kind        = "bar"
x           = "challenge_area"
y           = ["agreements_share", "placements_share"]
orientation = "horizontal"

[columns]
challenge_area   = { title = "Challenge area" }
agreements       = { title = "Active agreements", unit = "agreements" }
agreements_share = { title = "Of agreements", unit = "share" }
students         = { title = "Students", unit = "people", description = "distinct students abroad under these agreements in the chosen years" }
placements       = { title = "Placements", unit = "placements" }
placements_share = { title = "Of placements", unit = "share" }

[[expect]]
none = "agreements_share not between 0 and 1 or placements_share not between 0 and 1"
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

agreed as (
    select
        coalesce(agreements.challenge_area, 'none_named') as area,
        count(*) as agreements
    from agreements
    inner join membership on agreements.place_iso3 = membership.iso3
    where $as_of between agreements.active_from and agreements.active_until
    group by all
),

-- an agreement has one row, so a placement meets at most one
went as (
    select
        coalesce(agreements.challenge_area, 'none_named') as area,
        count(distinct abroad.person_key) + sum(abroad.participants - 1) as students,
        sum(abroad.participants) as placements
    from students_abroad as abroad
    inner join membership on abroad.host_country = membership.iso3
    left join agreements on abroad.agreement_id = agreements.agreement_id
    where abroad.year between coalesce($year_from, 0) and coalesce($year_to, 9999)
    group by all
),

together as (
    select
        coalesce(agreed.area, went.area) as area,
        coalesce(agreed.agreements, 0) as agreements,
        coalesce(went.students, 0) as students,
        coalesce(went.placements, 0) as placements
    from agreed
    full outer join went on agreed.area = went.area
)

select
    case area
        when 'ai_computing' then 'AI and computing'
        else upper(left(area, 1)) || replace(substr(area, 2), '_', ' ')
    end as challenge_area,
    agreements,
    agreements / nullif(sum(agreements) over (), 0) as agreements_share,
    cast(students as bigint) as students,
    cast(placements as bigint) as placements,
    placements / nullif(sum(placements) over (), 0) as placements_share
from together
order by
    area = 'none_named' asc,
    agreements desc,
    area asc
