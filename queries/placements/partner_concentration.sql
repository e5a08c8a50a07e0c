/*---
title    = "Concentration on partners"
question = "Which share of placements is at the ten largest partners?"
grain    = "one row per academic year with a placement"
owner    = "Global Education Office"
reviewed = 2026-11-22
reviewer = "Global Education Office"
reviewed_content = "3c9034d8d6e4"
excludes = ["inbound placements", "applications that did not lead abroad", "placements that name neither agreement, partner nor host"]

[parameters]
scheme    = "VARCHAR"
regions   = "VARCHAR[]"
countries = "VARCHAR[]"
year_from = "INTEGER"
year_to   = "INTEGER"
as_of     = "DATE"

[disclosure]
people = ["students"]
by     = ["academic_year"]
open   = ["is_complete"]
totals = ["placements/students_by_year"]

[metric]
number      = 17
definition  = "Placements abroad at the ten partners with the most of them in an academic year, divided by all placements abroad whose partner is known."
denominator = "placements abroad whose partner is known: by the agreement, else by the partner's identifier, else by the host's name"
source      = "placements; partnerships"
is_not      = "Not a ranking: which ten they are changes from year to year. Rounded to whole percent, so that it gives no single partner away."

[chart]
kind     = "line"
x        = "academic_year"
y        = "top_10_share"
complete = "is_complete"

[columns]
academic_year = { title = "Academic year" }
students      = { title = "Students", unit = "people", description = "distinct students with a placement abroad, live or completed" }
known_share   = { title = "Partner known", unit = "share", description = "of placements, rounded to whole percent" }
partners      = { title = "Partners", unit = "partners", description = "with a placement" }
top_10_share  = { title = "Share of the ten largest", unit = "share", description = "of placements whose partner is known, rounded to whole percent" }
is_complete   = { title = "Complete", description = "the academic year is over" }

[[expect]]
none = "known_share not between 0 and 1 or top_10_share not between 0 and 1"
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

hosted as (
    select
        abroad.year,
        abroad.person_key,
        abroad.participants,
        coalesce(agreements.partner_key, abroad.partner_id, abroad.host_name) as partner
    from students_abroad as abroad
    inner join membership on abroad.host_country = membership.iso3
    left join agreements on abroad.agreement_id = agreements.agreement_id
    where abroad.year between coalesce($year_from, 0) and coalesce($year_to, 9999)
),

people as (
    select
        year,
        count(distinct person_key) + sum(participants - 1) as students,
        sum(participants) as placements
    from hosted
    group by year
),

ranked as (
    select
        year,
        sum(participants) as placements,
        row_number() over (partition by year order by sum(participants) desc, partner asc) as place
    from hosted
    where partner is not null
    group by year, partner
),

measured as (
    select
        year,
        count(*) as partners,
        sum(placements) as known_placements,
        sum(placements) filter (where place <= 10) / sum(placements) as top_10_share
    from ranked
    group by year
)

select
    academic_years.academic_year,
    cast(people.students as bigint) as students,
    round(coalesce(measured.known_placements, 0) / people.placements, 2) as known_share,
    coalesce(measured.partners, 0) as partners,
    round(measured.top_10_share, 2) as top_10_share,
    academic_years.last_day < $as_of as is_complete
from people
inner join academic_years on people.year = academic_years.year
left join measured on people.year = measured.year
order by people.year
